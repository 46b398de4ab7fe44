package org.linuxha.heartbeat.interop;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * A null-modem cable between two hosts: at each end a pseudo-terminal with a fixed name, kept by a
 * {@code socat}; in the middle this test, which can pull it or damage what passes.
 */
final class SerialCable implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final Hosts hosts;
  private final Path directory;
  private final AtomicReferenceArray<End> ends = new AtomicReferenceArray<>(2);
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
    plug(0);
    plug(1);
  }

  /** The device at that end alone. */
  void plug(int end) throws IOException {
    Process socat =
        new ProcessBuilder("socat", "-t", "0", "-", "pty,raw,echo=0,link=" + device(end))
            .redirectError(directory.resolve("socat.err").toFile())
            .start();
    ends.set(end, new End(socat, socat.getOutputStream(), socat.getInputStream()));
    Path device = Path.of(device(end));
    Await.that("the pseudo-terminal " + device, LIMIT, () -> Files.exists(device), () -> "");
    carry(ends.get(end), 1 - end, new SplittableRandom(seed + end));
  }

  /** Both devices vanish under the programs that have them open. */
  void unplug() throws IOException {
    // the names first: the kernel gives a number that is free to the next who asks for a terminal
    for (int end = 0; end < ends.length(); end++) {
      Files.deleteIfExists(Path.of(device(end)));
    }
    for (int end = 0; end < ends.length(); end++) {
      unplug(end);
    }
  }

  /** The device at that end alone; what the other end sends goes nowhere. */
  void unplug(int end) throws IOException {
    Files.deleteIfExists(Path.of(device(end)));
    Process socat = ends.get(end).socat();
    socat.destroy();
    Command.waitFor(socat, LIMIT);
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

  private void carry(End from, int to, SplittableRandom random) {
    Thread thread = new Thread(() -> {
      byte[] buffer = new byte[512];
      try {
        for (int count = from.out().read(buffer); count >= 0; count = from.out().read(buffer)) {
          if (!cut) {
            damage(buffer, count, random);
            give(ends.get(to), buffer, count);
          }
        }
      } catch (IOException unplugged) {
        // the end of this wire's life
      }
    }, "cable");
    thread.setDaemon(true);
    thread.start();
  }

  private static void give(End to, byte[] buffer, int count) {
    try {
      to.in().write(buffer, 0, count);
      to.in().flush();
    } catch (IOException unplugged) {
      // a cable whose other end is pulled takes everything
    }
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
