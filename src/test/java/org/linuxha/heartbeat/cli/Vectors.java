package org.linuxha.heartbeat.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.linuxha.heartbeat.auth.Algorithm;
import org.linuxha.heartbeat.auth.KeyRing;
import org.linuxha.heartbeat.message.Bytes;

/** The recorded captures of C Heartbeat 3.0.6 (src/test/resources/vectors/wire). */
final class Vectors {
  static final Path FOLDER = Path.of("src/test/resources/vectors/wire");

  private Vectors() {}

  /** One capture of the index. */
  record Capture(String name, Map<Integer, KeyRing.Key> keys) {
    Path file() {
      Path pcap = FOLDER.resolve(name + ".pcap");
      return Files.exists(pcap) ? pcap : FOLDER.resolve(name + ".raw");
    }

    List<String> expected() {
      return lines(FOLDER.resolve(name + ".jsonl"));
    }

    KeyRing ring(int active) {
      return new KeyRing(active, keys);
    }

    KeyRing ring() {
      return ring(keys.keySet().iterator().next());
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static List<Capture> all() {
    JsonArray index = new JsonArray(String.join("\n", lines(FOLDER.resolve("index.json"))));
    return IntStream.range(0, index.size()).mapToObj(i -> capture(index.getJsonObject(i))).toList();
  }

  static Capture named(String name) {
    return all().stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
  }

  private static Capture capture(JsonObject entry) {
    Map<Integer, KeyRing.Key> keys = new HashMap<>();
    JsonObject given = entry.getJsonObject("keys");
    for (String number : given.fieldNames()) {
      JsonObject key = given.getJsonObject(number);
      String secret = key.getString("key", "");
      keys.put(Integer.valueOf(number), new KeyRing.Key(
          Algorithm.valueOf(key.getString("alg").toUpperCase(java.util.Locale.ROOT)),
          Bytes.copyOf((secret == null ? "" : secret).getBytes(StandardCharsets.ISO_8859_1))));
    }
    return new Capture(entry.getString("name"), keys);
  }

  static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The payloads of a capture in order, as the decoder sees them. */
  static List<byte[]> payloads(Capture capture) throws IOException {
    byte[] octets = Files.readAllBytes(capture.file());
    if (capture.file().toString().endsWith(".raw")) {
      String text = new String(octets, StandardCharsets.ISO_8859_1);
      return java.util.regex.Pattern.compile(">>>\n.*?<<<\n", java.util.regex.Pattern.DOTALL)
          .matcher(text).results().map(found -> found.group().getBytes(StandardCharsets.ISO_8859_1)).toList();
    }
    java.io.InputStream stream = new java.io.ByteArrayInputStream(octets);
    org.linuxha.heartbeat.cli.Capture file = org.linuxha.heartbeat.cli.Capture.open(stream.readNBytes(4), stream);
    Dissector dissector = new Dissector();
    List<byte[]> payloads = new java.util.ArrayList<>();
    Frame frame;
    for (int number = 1; (frame = file.next()) != null; number++) {
      Packet packet = dissector.dissect(number, frame);
      if (packet != null && packet.payload().length > 4 && packet.payload()[0] == '#') {
        payloads.add(packet.payload());
      }
    }
    return payloads;
  }
}
