package org.linuxha.heartbeat.setup;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.linuxha.heartbeat.config.Configuration;
import org.linuxha.heartbeat.config.HttpAddress;
import org.linuxha.heartbeat.config.LoggingSettings;
import org.linuxha.heartbeat.config.OwnSettings;
import org.linuxha.heartbeat.notation.OwnFile;
import org.linuxha.heartbeat.notation.OwnSections;
import org.linuxha.heartbeat.notation.SchemaCheck;
import org.linuxha.heartbeat.problem.Code;
import org.linuxha.heartbeat.problem.Problem;

/** What is ours alone, as this machine can have it: our own sections, the option that counts more, and the files they name. Blocks. */
final class OwnLoader {
  private final Optional<OwnFile> file;
  private final Optional<HttpAddress> http;

  /**
   * @param file absent if there is none
   * @param http the option --http
   */
  OwnLoader(Optional<OwnFile> file, Optional<HttpAddress> http) {
    this.file = file;
    this.http = http;
  }

  /** @param configuration what media, nodes and log there are; absent if that has errors, which are told without these */
  OwnSettings settings(Optional<Configuration> configuration, List<Problem> problems) {
    if (file.isEmpty()) {
      return checked(OwnSettings.NONE, pointer -> "--http", problems);
    }
    OwnFile read = file.get();
    problems.addAll(read.problems());
    if (read.json().isEmpty() && read.problems().stream().anyMatch(Loaded::isError)) {
      return OwnSettings.NONE;
    }
    configuration.ifPresent(known -> fits(read, known, problems));
    return checked(read.settings(), read.places(), problems);
  }

  private static void fits(OwnFile read, Configuration configuration, List<Problem> problems) {
    if (read.problems().stream().noneMatch(Loaded::isError)) {
      new LinksCheck(read.settings().links(), configuration, read.places(), problems).run();
    }
    if (!configuration.takesDebugLines()) {
      read.settings().logging().levels().entrySet().stream()
          .filter(level -> level.getValue() == LoggingSettings.Level.DEBUG).map(Map.Entry::getKey).sorted()
          .forEach(logger -> problems.add(new Problem(Code.DEBUG_LINES_NOWHERE, read.places().of(OwnSections.pointer("logging", "levels", logger)),
              "Debug lines of " + logger + " go nowhere: there is no debugfile and no syslog.")));
    }
  }

  private OwnSettings checked(OwnSettings written, SchemaCheck.Places places, List<Problem> problems) {
    OwnSettings own = written.at(http);
    if (own.isUnprotected()) {
      List<String> lacking = new ArrayList<>();
      if (own.tls().isEmpty()) {
        lacking.add("no TLS");
      }
      if (own.tokens().isEmpty()) {
        lacking.add("no token");
      }
      problems.add(new Problem(Code.HTTP_UNPROTECTED, http.isPresent() ? "--http" : places.of("/http/address"),
          "Other machines reach " + own.address().host() + ", and there is " + String.join(" and ", lacking) + "."));
    }
    return own.tls().isEmpty() ? own : own.with(TlsFiles.read(own.tls().get(), places, problems));
  }
}
