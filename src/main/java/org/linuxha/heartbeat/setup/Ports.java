package org.linuxha.heartbeat.setup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Who uses which UDP or TCP port of this network namespace, as /proc knows it. */
final class Ports {
  private static final String HEARTBEAT = "heartbeat";
  private static final int LOCAL_ADDRESS = 1;
  private static final int STATE = 3;
  private static final String LISTENING = "0A";
  private static final int INODE = 9;
  private static final int HEXADECIMAL = 16;

  private final Path proc;

  Ports() {
    this(Path.of("/proc"));
  }

  Ports(Path proc) {
    this.proc = proc;
  }

  /** Who else than a Heartbeat, of whatever kind, uses that UDP port. */
  Optional<String> stranger(int port) {
    return owner(inodes(List.of("net/udp", "net/udp6"), words -> port(words[LOCAL_ADDRESS]) == port));
  }

  /** Who else listens on that TCP port, at whatever address. */
  Optional<String> listener(int port) {
    return owner(inodes(List.of("net/tcp", "net/tcp6"),
        words -> port(words[LOCAL_ADDRESS]) == port && words[STATE].equals(LISTENING)));
  }

  private Set<String> inodes(List<String> tables, Predicate<String[]> wanted) {
    Set<String> inodes = new LinkedHashSet<>();
    for (String table : tables) {
      lines(proc.resolve(table)).stream().skip(1).map(line -> line.strip().split("\\s+"))
          .filter(words -> words.length > INODE && wanted.test(words))
          .forEach(words -> inodes.add("socket:[" + words[INODE] + "]"));
    }
    return inodes;
  }

  private Optional<String> owner(Set<String> inodes) {
    if (inodes.isEmpty()) {
      return Optional.empty();
    }
    Set<String> owners = new LinkedHashSet<>();
    try (Stream<Path> processes = Files.list(proc)) {
      processes.filter(path -> path.getFileName().toString().matches("\\d+"))
          .filter(process -> holds(process, inodes))
          .forEach(process -> owners.add(String.join("", lines(process.resolve("comm"))) + " [pid " + process.getFileName() + "]"));
    } catch (IOException e) {
      return Optional.of("a program that cannot be found out");
    }
    if (owners.stream().anyMatch(owner -> owner.startsWith(HEARTBEAT + " "))) {
      return Optional.empty();
    }
    return Optional.of(owners.isEmpty() ? "a program of another user" : String.join(", ", owners));
  }

  private static int port(String hexadecimal) {
    return Integer.parseInt(hexadecimal.substring(hexadecimal.indexOf(':') + 1), HEXADECIMAL);
  }

  private static boolean holds(Path process, Set<String> inodes) {
    try (Stream<Path> descriptors = Files.list(process.resolve("fd"))) {
      return descriptors.anyMatch(each -> inodes.contains(target(each)));
    } catch (IOException | java.io.UncheckedIOException e) {
      return false; // it ended, or is not ours to look at
    }
  }

  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException e) {
      return "";
    }
  }

  private static List<String> lines(Path path) {
    try {
      return Files.readAllLines(path);
    } catch (IOException e) {
      return List.of();
    }
  }
}
