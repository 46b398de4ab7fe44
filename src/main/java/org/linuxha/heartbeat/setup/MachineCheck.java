package org.linuxha.heartbeat.setup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.linuxha.heartbeat.config.Configuration;
import org.linuxha.heartbeat.config.Environment;
import org.linuxha.heartbeat.config.Medium;
import org.linuxha.heartbeat.problem.Code;
import org.linuxha.heartbeat.problem.Problem;

/** What the machine has to give: users, permissions, devices, ports. */
final class MachineCheck {
  private static final int WRITABLE_BY_OTHERS = 0022;
  private static final int READABLE_BY_ALL = 0004;

  private final Places places;
  private final Environment environment;
  private final OptionalInt http;
  private final List<Problem> problems = new ArrayList<>();

  /** @param http the TCP port of the HTTP service, if it has a fixed one */
  MachineCheck(Places places, Environment environment, OptionalInt http) {
    this.places = places;
    this.environment = environment;
    this.http = http;
  }

  /** @param configuration absent if it has errors; then what it names is not looked at */
  List<Problem> problems(Optional<Configuration> configuration) {
    standardUsers();
    files();
    usable(places.run(), "directory of the sockets");
    usable(places.state(), "directory of the daemon's state");
    configuration.ifPresent(this::named);
    return problems;
  }

  private void standardUsers() {
    if (!environment.userExists("hacluster")) {
      problems.add(new Problem(Code.STANDARD_USER_MISSING, "", "There is no user hacluster."));
    }
    if (!environment.groupExists("haclient")) {
      problems.add(new Problem(Code.STANDARD_USER_MISSING, "", "There is no group haclient."));
    }
  }

  private void files() {
    Stream.of(places.config(), places.configuration(), places.json(), places.haResources(), places.keys()).distinct()
        .filter(path -> (mode(path) & WRITABLE_BY_OTHERS) != 0)
        .forEach(path -> problems.add(new Problem(Code.FILE_WRITABLE_BY_OTHERS, path.toString(),
            "Its mode is " + Integer.toOctalString(mode(path)) + ": others may change it.")));
  }

  private static int mode(Path path) {
    try {
      return (Integer) Files.getAttribute(path, "unix:mode") & 0777;
    } catch (IOException e) {
      return 0; // whether it must be there is said elsewhere
    }
  }

  /** There and writable, or its nearest ancestor is, so that it can be made. */
  private void usable(Path directory, String what) {
    Path there = directory.toAbsolutePath();
    while (!Files.exists(there) && there.getParent() != null) {
      there = there.getParent();
    }
    if (!Files.isDirectory(there)) {
      problems.add(new Problem(Code.PLACE_UNUSABLE, directory.toString(), "This " + what + " is no directory."));
    } else if (!Files.isWritable(there)) {
      problems.add(new Problem(Code.PLACE_UNUSABLE, directory.toString(),
          "This " + what + " cannot be " + (there.equals(directory.toAbsolutePath()) ? "written to" : "made")
              + " by user " + System.getProperty("user.name") + "."));
    }
  }

  private void named(Configuration configuration) {
    configuration.host().watchdog().ifPresent(device -> device(device, "watchdog"));
    for (Medium medium : configuration.cluster().media()) {
      if (medium instanceof Medium.Serial serial) {
        device(serial.device(), "serial device");
      }
    }
    boolean passwords = configuration.stonith().stream().anyMatch(one -> !one.fromFile());
    if (passwords && (mode(places.haCf()) & READABLE_BY_ALL) != 0) {
      problems.add(new Problem(Code.PASSWORD_READABLE_BY_OTHERS, places.haCf().toString(),
          "Its mode is " + Integer.toOctalString(mode(places.haCf())) + " and it has a stonith_host line."));
    }
    problems.addAll(new NetworkCheck(configuration.cluster().media(), http).problems());
  }

  private void device(String device, String what) {
    Path path = Path.of(device);
    if (Files.exists(path) && !(Files.isReadable(path) && Files.isWritable(path)) ) {
      problems.add(new Problem(Code.PLACE_UNUSABLE, device,
          "User " + System.getProperty("user.name") + " may not read and write this " + what + "."));
    }
  }
}
