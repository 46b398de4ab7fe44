package org.linuxha.heartbeat.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** Numbers of the users and groups of this host. Blocks on files, and on a process for directory services. */
public final class UserIds {
  private final Path etc;

  public UserIds() {
    this(Path.of("/etc"));
  }

  UserIds(Path etc) {
    this.etc = etc;
  }

  /** The user numbers of these names or decimal numbers; who does not exist is left out. */
  public Set<Long> users(List<String> names) {
    return ids("passwd", names);
  }

  /** The same of groups. */
  public Set<Long> groups(List<String> names) {
    return ids("group", names);
  }

  /** Numbers of a user and of its primary group. */
  public record Account(long uid, long gid) {}

  /** The account of that name; empty if there is none. */
  public Optional<Account> account(String name) {
    return line("passwd", name).map(found -> found.split(":"))
        .filter(parts -> parts.length > 3 && parts[2].matches("\\d{1,10}") && parts[3].matches("\\d{1,10}"))
        .map(parts -> new Account(Long.parseLong(parts[2]), Long.parseLong(parts[3])));
  }

  private Set<Long> ids(String database, List<String> names) {
    Set<Long> ids = new LinkedHashSet<>();
    for (String name : names) {
      if (name.matches("\\d{1,10}")) {
        ids.add(Long.valueOf(name));
      } else {
        line(database, name).map(UserIds::number).ifPresent(ids::add);
      }
    }
    return ids;
  }

  private Optional<String> line(String database, String name) {
    Optional<String> inFile = Optional.empty();
    try {
      inFile =
          Files.readAllLines(etc.resolve(database), StandardCharsets.ISO_8859_1).stream()
              .filter(line -> line.startsWith(name + ":")).findFirst();
    } catch (IOException unreadable) {
      // the name service has the last word
    }
    return inFile.isPresent() ? inFile : NameService.entry(database, name);
  }

  /** {@code name:password:number:...}, of users and groups alike; null for a line that is damaged. */
  private static Long number(String line) {
    String[] parts = line.split(":");
    return parts.length > 2 && parts[2].matches("\\d{1,10}") ? Long.valueOf(parts[2]) : null;
  }

  /** The effective user of this process. */
  public static long own() {
    try {
      return Integer.toUnsignedLong((int) Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
    } catch (IOException e) {
      throw new IllegalStateException("/proc is not mounted", e);
    }
  }
}
