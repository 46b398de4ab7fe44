package org.linuxha.heartbeat.cli;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import org.linuxha.heartbeat.problem.Code;
import picocli.CommandLine.Option;

/** Which daemon to ask, as options of a command, and the asking. */
final class Daemon {
  private static final long TIMEOUT_MILLIS = 5_000;

  @Option(
      names = "--run-dir",
      paramLabel = "DIR",
      defaultValue = "${env:HB_RUN_DIR:-/run/heartbeat}",
      description = "the daemon's run directory, with its socket api.sock (default: ${DEFAULT-VALUE})")
  private Path runDir;

  @Option(names = "--socket", paramLabel = "PATH", description = "that Unix socket instead")
  private Path socket;

  @Option(names = "--url", paramLabel = "URL", description = "ask over TCP, for example http://127.0.0.1:8694")
  private URI url;

  @Option(names = "--json", description = "print the daemon's answer as it is (docs/api.md)")
  private boolean json;

  /** For a command that asks on the side: the daemon of that run directory. */
  static Daemon at(Path runDir) {
    Daemon daemon = new Daemon();
    daemon.runDir = runDir;
    return daemon;
  }

  /** True if the answer is wanted as it is. */
  boolean wantsJson() {
    return json;
  }

  /** The answer to a GET of that path, a JSON text. */
  String get(String path) throws CannotAnswer {
    HttpAnswer answer = ask(path);
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
      throw new CannotAnswer(Exit.FAILED, Code.DAEMON_UNINTELLIGIBLE, where() + " did not answer with JSON.");
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

  /** Follows a stream of lines until it ends or the consumer says false. */
  void follow(String path, java.util.function.Predicate<String> consumer) throws CannotAnswer {
    try {
      LineStream.follow(address(), path, consumer);
    } catch (RefusedStream e) {
      throw refused(e.answer());
    } catch (IOException e) {
      throw explain(String.valueOf(e.getMessage()));
    }
  }

  private interface Exchange {
    HttpAnswer with(HttpGet request) throws IOException;
  }

  private HttpAnswer ask(String path) throws CannotAnswer {
    return exchange(request -> request.get(path));
  }

  private HttpAnswer exchange(Exchange exchange) throws CannotAnswer {
    try {
      return exchange.with(
          new HttpGet(address(), url == null ? "localhost" : url.getRawAuthority(), TIMEOUT_MILLIS));
    } catch (SocketTimeoutException e) {
      throw new CannotAnswer(
          Exit.FAILED, Code.DAEMON_SILENT, where() + " did not answer within " + TIMEOUT_MILLIS / 1_000 + " s.");
    } catch (IOException e) {
      throw explain(String.valueOf(e.getMessage()));
    }
  }

  private SocketAddress address() throws CannotAnswer {
    if (url == null) {
      return UnixDomainSocketAddress.of(socketPath());
    }
    if (!"http".equals(url.getScheme()) || url.getHost() == null || !url.getPath().matches("/?")) {
      throw new CannotAnswer(
          Exit.USAGE, Code.DAEMON_ADDRESS, "--url " + url + " is not of the form http://HOST:PORT.");
    }
    return new InetSocketAddress(
        url.getHost().replaceAll("^\\[|\\]$", ""), url.getPort() < 0 ? 80 : url.getPort());
  }

  private Path socketPath() {
    return (socket != null ? socket : runDir.resolve("api.sock")).toAbsolutePath();
  }

  private String where() {
    return url == null ? "The daemon at " + socketPath() : "The daemon at " + url;
  }

  /** The JDK tells the kernel's reasons apart by their texts alone. */
  private CannotAnswer explain(String reason) {
    if (reason.contains("Permission denied")) {
      return new CannotAnswer(
          Exit.NOT_ALLOWED, Code.DAEMON_NOT_ALLOWED, socketPath() + " is not for user " + System.getProperty("user.name") + ".");
    }
    if (reason.contains("No such file") || reason.contains("Not a directory") || reason.contains("Connection refused")) {
      String missing =
          url != null ? "nobody listens at " + url
              : reason.contains("refused") ? "nobody listens at " + socketPath()
              : "there is no " + socketPath();
      return new CannotAnswer(Exit.NOT_RUNNING, Code.DAEMON_NOT_RUNNING, "No daemon of ours runs here: " + missing + ".");
    }
    if (reason.contains("path too long")) {
      return new CannotAnswer(
          Exit.USAGE, Code.DAEMON_ADDRESS, socketPath() + " is longer than the path of a socket may be.");
    }
    return new CannotAnswer(Exit.FAILED, Code.DAEMON_UNINTELLIGIBLE, where() + " cannot be asked: " + reason + ".");
  }

  private CannotAnswer refused(HttpAnswer answer) throws CannotAnswer {
    if (parse(answer.body()) instanceof JsonObject problem && problem.containsKey("detail")) {
      return new CannotAnswer(
          Exit.FAILED,
          problem.getString("id", "") + " " + problem.getString("detail") + " What to do: " + problem.getString("remedy", ""));
    }
    return new CannotAnswer(
        Exit.FAILED, Code.DAEMON_UNINTELLIGIBLE, where() + " answered with HTTP status " + answer.status() + ".");
  }
}
