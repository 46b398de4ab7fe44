package org.linuxha.heartbeat.setup;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.linuxha.heartbeat.config.HttpAddress;
import org.linuxha.heartbeat.config.OwnSettings;
import org.linuxha.heartbeat.notation.JsonFiles;
import org.linuxha.heartbeat.notation.OwnSections;
import org.linuxha.heartbeat.notation.SchemaCheck;
import org.linuxha.heartbeat.problem.Code;
import org.linuxha.heartbeat.problem.Problem;

/** Reads our own sections, beside ha.cf or out of a heartbeat.json that holds everything. Blocks. */
final class OwnLoader {
  private final Optional<HttpAddress> http;

  /** @param http the option --http */
  OwnLoader(Optional<HttpAddress> http) {
    this.http = http;
  }

  /** Those of the heartbeat.json beside ha.cf, if there is one. */
  OwnSettings beside(Places places, List<Problem> problems) {
    if (!Files.exists(places.json())) {
      return checked(OwnSettings.NONE, pointer -> "--http", problems);
    }
    JsonFiles files = JsonFiles.read(places.json());
    problems.addAll(files.problems());
    if (files.json().isEmpty()) {
      return OwnSettings.NONE;
    }
    problems.addAll(OwnSections.twice(files.json().get(), files.places(), haCf(places)));
    return read(files.json().get(), files.places(), problems);
  }

  /** @param json fits the schema */
  OwnSettings read(JsonObject json, SchemaCheck.Places places, List<Problem> problems) {
    return checked(OwnSections.settings(json, places, problems), places, problems);
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

  private static String haCf(Places places) {
    try {
      return Files.readString(places.haCf(), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return ""; // whoever reads it for its own sake says so
    }
  }
}
