package org.linuxha.heartbeat.cli;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.Predicate;
import javax.net.ssl.SSLException;
import org.linuxha.heartbeat.problem.Cause;
import org.linuxha.heartbeat.problem.Code;
import org.linuxha.heartbeat.setup.Places;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Which daemon to ask, as options of a command, and the asking. */
final class Daemon {
  private static final long TIMEOUT_MILLIS = 5_000;
  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;
  private static final int SERVER_TROUBLE = 500;
  /** Request Timeout, Too Early, Too Many Requests. */
  private static final Set<Integer> PASSING = Set.of(408, 425, 429);

  @Option(
      names = "--run-dir",
      paramLabel = "DIR",
      description = "the daemon's run directory, with its socket api.sock (default: $HB_RUN_DIR, or /run/heartbeat)")
  private Path runDir;

  @Option(names = "--socket", paramLabel = "PATH", description = "that Unix socket instead")
  private Path socket;

  @Option(names = "--url", paramLabel = "URL", 
      description = "ask over TCP: https://HOST:8694, or http://127.0.0.1:8694 (default: $HB_URL, if it is set and neither --run-dir nor --socket is given)")
  private String written;

  @Option(names = "--ca", paramLabel = "FILE",
      description = "with https: trust the certificates in this file (PEM), and no others (default: $HB_CA, or what this machine trusts)")
  private Path authorities;

  @Option(names = "--token-file", paramLabel = "FILE",
      description = "the file that holds the token to show there (default: $HB_TOKEN_FILE, or none)")
  private Path tokenFile;

  @Option(names = "--json", description = "print the daemon's answer as it is (docs/api.md)")
  private boolean json;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  private boolean onlyHere;
  private URI url;
  private Target target;

  /** For a command that asks on the side: the daemon of that run directory. */
  static Daemon at(Path runDir) {
    Daemon daemon = new Daemon();
    daemon.runDir = runDir;
    return daemon;
  }

  /** For what only a daemon's own socket answers: HB_URL is not meant. */
  void askHereUnlessToldOtherwise() {
    onlyHere = true;
  }

  /** True if the answer is wanted as it is. */
  boolean wantsJson() {
    return json;
  }

  /** The answer to a GET of that path, a JSON text. */
  String get(String path) throws CannotAnswer {
    HttpAnswer answer = exchange(request -> request.get(path));
    if (answer.status() != 200) {
      throw refused(answer);
    }
    return answer.body();
  }

  /** The same, parsed. */
  Object parse(String text) throws CannotAnswer {
    try {
      return Json.decodeValue(text);
    } catch (DecodeException e) {
      throw new CannotAnswer(Exit.FAILED, Code.DAEMON_UNINTELLIGIBLE, where() + " did not answer with JSON.").withoutVerdict();
    }
  }

  /** Posts that JSON; returns the status, which is 202 or 503 for "not now". */
  int post(String path, String body) throws CannotAnswer {
    HttpAnswer answer = exchange(request -> request.post(path, body));
    if (answer.status() != 202 && answer.status() != 503) {
      throw refused(answer);
    }
    return answer.status();
  }

  /**
   * Follows a stream of lines until it ends or the consumer says false.
   *
   * @param silenceMillis a daemon on the network that says nothing for so long is given up; 0 for never
   */
  void follow(String path, int silenceMillis, Predicate<String> consumer) throws CannotAnswer {
    try {
      LineStream.follow(target(), path, silenceMillis, consumer);
    } catch (RefusedStream e) {
      throw refused(e.answer());
    } catch (IOException e) {
      throw explain(e);
    } catch (DecodeException | ClassCastException | NullPointerException e) {
      throw new CannotAnswer(Exit.FAILED, Code.DAEMON_UNINTELLIGIBLE, where() + " sent a line that is none of Heartbeat's.").forGood();
    }
  }

  private interface Exchange {
    HttpAnswer with(HttpGet request) throws IOException;
  }

  private HttpAnswer exchange(Exchange exchange) throws CannotAnswer {
    try {
      return exchange.with(new HttpGet(target(), TIMEOUT_MILLIS));
    } catch (IOException e) {
      throw explain(e);
    }
  }

  /** Files and environment are read once, however long a command goes on. */
  private Target target() throws CannotAnswer {
    if (target == null) {
      url = url();
      target = url == null ? Target.unix(socketPath())
          : new Network(url, authorities != null ? authorities : file("HB_CA"), tokenFile != null ? tokenFile : file("HB_TOKEN_FILE"))
              .target(command.commandLine().getErr());
    }
    return target;
  }

  /** That of the option; that of the environment if no option says where. */
  private URI url() throws CannotAnswer {
    String named = written != null ? written : onlyHere || socket != null || runDir != null ? null : environment("HB_URL");
    try {
      return named == null ? null : new URI(named);
    } catch (URISyntaxException e) {
      // not as it is written: there may be a password in it
      throw new CannotAnswer(Exit.USAGE, Code.DAEMON_ADDRESS, (written != null ? "--url" : "HB_URL") + " is no address: " + e.getReason() + ".");
    }
  }

  private static Path file(String variable) {
    String named = environment(variable);
    return named == null ? null : Path.of(named);
  }

  private static String environment(String variable) {
    String value = System.getenv(variable);
    return value == null || value.isBlank() ? null : value.strip();
  }

  private Path socketPath() {
    Path directory = runDir != null ? runDir : Places.named(System.getenv(), "HB_RUN_DIR", Places.RUN);
    return (socket != null ? socket : directory.resolve("api.sock")).toAbsolutePath();
  }

  private String where() {
    return url == null ? "The daemon at " + socketPath() : "The daemon at " + url;
  }

  /** The JDK tells the kernel's reasons apart by their texts alone. */
  private CannotAnswer explain(IOException trouble) {
    String reason = Cause.of(trouble);
    if (trouble instanceof SocketTimeoutException) {
      return new CannotAnswer(
          Exit.FAILED, Code.DAEMON_SILENT, where() + " did not answer within " + TIMEOUT_MILLIS / 1_000 + " s.");
    }
    if (trouble instanceof SSLException tls) {
      return TlsTrouble.explain(tls, where());
    }
    if (reason.contains("Permission denied")) {
      return new CannotAnswer(
          Exit.NOT_ALLOWED, Code.DAEMON_NOT_ALLOWED, socketPath() + " is not for user " + System.getProperty("user.name") + ".");
    }
    if (reason.contains("No such file") || reason.contains("Not a directory") || reason.contains("Connection refused")) {
      String missing =
          url != null ? "nobody listens at " + url
              : reason.contains("refused") ? "nobody listens at " + socketPath()
              : "there is no " + socketPath();
      return new CannotAnswer(Exit.NOT_RUNNING, Code.DAEMON_NOT_RUNNING, "No daemon of ours runs " + (url != null ? "there" : "here") + ": " + missing + ".");
    }
    if (reason.contains("path too long")) {
      return new CannotAnswer(
          Exit.USAGE, Code.DAEMON_ADDRESS, socketPath() + " is longer than the path of a socket may be.");
    }
    CannotAnswer told = new CannotAnswer(Exit.FAILED, Code.DAEMON_UNINTELLIGIBLE, where() + " cannot be asked: " + reason + ".");
    return reason.equals(HttpAnswer.NO_HTTP) ? told.withoutVerdict() : told;
  }

  /** What a status below 500 refuses, it refuses next time, too, unless a proxy says that it is busy. */
  private CannotAnswer refused(HttpAnswer answer) throws CannotAnswer {
    CannotAnswer why = why(answer);
    return answer.status() < SERVER_TROUBLE && !PASSING.contains(answer.status()) ? why.forGood() : why;
  }

  private CannotAnswer why(HttpAnswer answer) throws CannotAnswer {
    if (answer.status() == UNAUTHORIZED) {
      return new CannotAnswer(Exit.NOT_ALLOWED, Code.DAEMON_TOKEN,
          where() + (target.token() == null ? " asks for a token, and none was given." : " does not take the token that was given."));
    }
    int exitStatus = answer.status() == FORBIDDEN ? Exit.NOT_ALLOWED : Exit.FAILED;
    if (parse(answer.body()) instanceof JsonObject problem && problem.containsKey("detail")) {
      return new CannotAnswer(
          exitStatus,
          problem.getString("id", "") + " " + problem.getString("detail") + " What to do: " + problem.getString("remedy", ""));
    }
    return new CannotAnswer(
        exitStatus, Code.DAEMON_UNINTELLIGIBLE, where() + " answered with HTTP status " + answer.status() + ".").withoutVerdict();
  }
}
