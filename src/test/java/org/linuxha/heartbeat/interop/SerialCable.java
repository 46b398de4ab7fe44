package org.linuxha.heartbeat.interop;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SplittableRandom;

/**
 * A null-modem cable between two hosts: at each end a pseudo-terminal with a fixed name, kept by a
 * {@code socat}; in the middle this test, which can pull it or damage what passes.
 */
final class SerialCable implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final Hosts hosts;
  private final Path directory;
  private final End[] ends = new End[2];
  private final long seed;
  private volatile int damagedPerMille;
  private volatile boolean cut;

  /** One end: its pseudo-terminal lives as long as the program. */
  private record End(Process socat, OutputStream in, InputStream out) {}

  private SerialCable(Hosts hosts, Path directory, long seed) {
    this.hosts = hosts;
    this.directory = directory;
    this.seed = seed;
  }

  static SerialCable open(Hosts hosts, long seed) throws IOException {
    SerialCable cable = new SerialCable(hosts, Files.createTempDirectory("hb-serial"), seed);
    cable.plug();
    return cable;
  }

  /** The device at that end, 0 or 1; the name stays when the device is unplugged and plugged again. */
  String device(int end) {
    return directory.resolve("tty" + end).toString();
  }

  /** Both devices come into being, as USB adapters that are plugged in. */
  void plug() throws IOException {
    for (int i = 0; i < ends.length; i++) {
      Process socat =
          new ProcessBuilder("socat", "-t", "0", "-", "pty,raw,echo=0,link=" + device(i))
              .redirectError(directory.resolve("socat.err").toFile())
              .start();
      ends[i] = new End(socat, socat.getOutputStream(), socat.getInputStream());
    }
    for (int i = 0; i < ends.length; i++) {
      Path device = Path.of(device(i));
      Await.that("the pseudo-terminal " + device, LIMIT, () -> Files.exists(device), () -> "");
      carry(ends[i], ends[1 - i], new SplittableRandom(seed + i));
    }
  }

  /** Both devices vanish under the programs that have them open. */
  void unplug() throws IOException {
    // the names first: the kernel gives a number that is free to the next who asks for a terminal
    for (int i = 0; i < ends.length; i++) {
      Files.deleteIfExists(Path.of(device(i)));
    }
    for (End end : ends) {
      end.socat().destroy();
      Command.waitFor(end.socat(), LIMIT);
    }
  }

  /** Nothing passes any more, but the devices stay. */
  SerialCable cut(boolean now) {
    cut = now;
    return this;
  }

  /** So many of a thousand bytes become others, at random. */
  SerialCable damage(int perMille) {
    damagedPerMille = perMille;
    return this;
  }

  private void carry(End from, End to, SplittableRandom random) {
    Thread thread = new Thread(() -> {
      byte[] buffer = new byte[512];
      try {
        for (int count = from.out().read(buffer); count >= 0; count = from.out().read(buffer)) {
          if (!cut) {
            damage(buffer, count, random);
            to.in().write(buffer, 0, count);
            to.in().flush();
          }
        }
      } catch (IOException unplugged) {
        // the end of this wire's life
      }
    }, "cable");
    thread.setDaemon(true);
    thread.start();
  }

  private void damage(byte[] buffer, int count, SplittableRandom random) {
    for (int i = 0; i < count && damagedPerMille > 0; i++) {
      if (random.nextInt(1_000) < damagedPerMille) {
        buffer[i] = (byte) random.nextInt(256);
      }
    }
  }

  /** The daemons go first: the C daemon would write its log full about a line that hung up. */
  @Override
  public void close() throws IOException {
    hosts.all().forEach(Host::killEverything);
    unplug();
    Files.deleteIfExists(directory.resolve("socat.err"));
    Files.deleteIfExists(directory);
  }
}
