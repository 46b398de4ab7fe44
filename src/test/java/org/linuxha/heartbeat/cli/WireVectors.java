package org.linuxha.heartbeat.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.linuxha.heartbeat.auth.KeyRing;

/** What the captures of {@code vectors/wire} hold, for tests of other rooms. */
public final class WireVectors {
  private static final Pattern CLASSIC = Pattern.compile(">>>\n.*?<<<\n", Pattern.DOTALL);

  private WireVectors() {}

  /**
   * A recorded packet.
   *
   * @param seconds since 1970; 0 if it was not recorded (serial lines)
   * @param protocol {@code udp}, {@code icmp8}, {@code icmp0}, {@code icmp6-129} ...; {@code serial}
   * @param from the sender's address, empty on a serial line
   * @param to the addressee's
   */
  public record Recorded(double seconds, String protocol, String from, String to, byte[] payload) {}

  public static List<String> names() {
    return Vectors.all().stream().map(Vectors.Capture::name).toList();
  }

  /** The keys of all nodes of that capture, with that index active. */
  public static KeyRing keys(String name) {
    return Vectors.named(name).ring();
  }

  public static List<Recorded> packets(String name) throws IOException {
    Vectors.Capture vector = Vectors.named(name);
    byte[] octets = Files.readAllBytes(vector.file());
    return vector.file().toString().endsWith(".raw") ? serial(octets) : frames(octets);
  }

  private static List<Recorded> serial(byte[] octets) {
    return CLASSIC.matcher(new String(octets, StandardCharsets.ISO_8859_1)).results()
        .map(found -> found.group().getBytes(StandardCharsets.ISO_8859_1))
        .map(text -> new Recorded(0, "serial", "", "", text))
        .toList();
  }

  private static List<Recorded> frames(byte[] octets) throws IOException {
    ByteArrayInputStream stream = new ByteArrayInputStream(octets);
    Capture file = Capture.open(stream.readNBytes(4), stream);
    Dissector dissector = new Dissector();
    List<Recorded> packets = new ArrayList<>();
    Frame frame;
    for (int number = 1; (frame = file.next()) != null; number++) {
      Packet packet = dissector.dissect(number, frame);
      if (packet != null && packet.payload().length > 4 && packet.payload()[0] == '#') {
        packets.add(
            new Recorded(packet.micros() / 1e6, packet.protocol(), packet.from(), packet.to(), packet.payload()));
      }
    }
    return packets;
  }
}
