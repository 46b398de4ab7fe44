package org.linuxha.heartbeat.cli;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.linuxha.heartbeat.notation.FileTrouble;
import org.linuxha.heartbeat.problem.Cause;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hb send}: texts or a file through the cluster, to one node or to all. */
@Command(
    name = "send",
    mixinStandardHelpOptions = true,
    description = {
      "Sends messages through the cluster; hb receive on the other nodes shows them.",
      "They come in order and once. Without --to they go to all nodes, this one too."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the daemon has sent everything", "2:wrong use", "3:no daemon is running there", "4:you may not ask it",
      "5:it refuses or takes nothing for a minute: some live node does not acknowledge"
    })
final class SendCommand implements Callable<Integer> {
  private static final int PART_BYTES = 30_000;
  private static final int ATTEMPTS = 600;
  private static final long PAUSE_NANOS = 100_000_000L;

  @Mixin private Daemon daemon;

  @Option(names = "--to", paramLabel = "NODE|all", defaultValue = "all", description = "to whom (default: ${DEFAULT-VALUE})")
  private String to;

  @Option(names = "--service", paramLabel = "NAME", defaultValue = "hb",
      description = "the service; C clients of that name get it too (default: ${DEFAULT-VALUE})")
  private String service;

  @Option(names = "--type", paramLabel = "TYPE", defaultValue = "hbtext", description = "the message type (default: ${DEFAULT-VALUE})")
  private String type;

  @Option(names = "--file", paramLabel = "FILE", description = "send this file, in parts")
  private Path file;

  @Option(names = "--lines", description = "send each line of standard input as a message")
  private boolean lines;

  @Parameters(arity = "0..*", paramLabel = "TEXT", description = "a message each")
  private List<String> texts = new ArrayList<>();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    if ((texts.isEmpty() ? 0 : 1) + (file == null ? 0 : 1) + (lines ? 1 : 0) != 1) {
      spec.commandLine().getErr().println("hb send: give TEXT, --file or --lines, one of them. See hb send --help.");
      return Exit.USAGE;
    }
    try {
      if (file != null) {
        sendFile();
      }
      for (String text : texts) {
        send(new JsonObject().put("text", text));
      }
      if (lines) {
        sendLines();
      }
      return Exit.OK;
    } catch (CannotAnswer e) {
      spec.commandLine().getErr().println("hb send: " + Text.printable(e.getMessage()));
      return e.exitStatus();
    } catch (NoSuchFileException e) {
      // its message is the name alone
      spec.commandLine().getErr().println("hb send: " + file + " cannot be read: there is no such file");
      return Exit.USAGE;
    } catch (IOException e) {
      spec.commandLine().getErr().println("hb send: " + (file == null ? "standard input" : file) + " cannot be read: " + (file == null ? Cause.of(e) : FileTrouble.why(file, e)));
      return Exit.USAGE;
    }
  }

  private void sendLines() throws IOException, CannotAnswer {
    java.io.BufferedReader input =
        new java.io.BufferedReader(new java.io.InputStreamReader(System.in, java.nio.charset.StandardCharsets.UTF_8));
    for (String line = input.readLine(); line != null; line = input.readLine()) {
      send(new JsonObject().put("text", line));
    }
  }

  private void sendFile() throws IOException, CannotAnswer {
    byte[] content = Files.readAllBytes(file);
    int parts = Math.max(1, (content.length + PART_BYTES - 1) / PART_BYTES);
    for (int part = 0; part < parts; part++) {
      byte[] piece = java.util.Arrays.copyOfRange(
          content, part * PART_BYTES, Math.min(content.length, (part + 1) * PART_BYTES));
      send(new JsonObject().put("file", file.getFileName().toString()).put("part", Integer.toString(part + 1))
          .put("parts", Integer.toString(parts)).put("data", Base64.getEncoder().encodeToString(piece)));
    }
  }

  private void send(JsonObject fields) throws CannotAnswer {
    String body =
        new JsonObject().put("to", to).put("service", service).put("type", type).put("fields", fields).encode();
    for (int attempt = 0; daemon.post("/api/v1/messages", body) == 503; attempt++) {
      if (attempt >= ATTEMPTS) {
        throw new CannotAnswer(Exit.FAILED, "The daemon takes no messages: some live node does not acknowledge."
            + " What to do: look at hb nodes.");
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }
}
