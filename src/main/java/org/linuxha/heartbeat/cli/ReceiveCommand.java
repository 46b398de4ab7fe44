package org.linuxha.heartbeat.cli;

import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.linuxha.heartbeat.notation.FileTrouble;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code hb receive}: messages of a service as they come. */
@Command(
    name = "receive",
    mixinStandardHelpOptions = true,
    description = "Prints the messages of a service as they come: NODE: TEXT, or a JSON line each with --json.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:as many came as were asked for", "2:wrong use", "3:no daemon is running there", "4:you may not ask it",
      "5:the stream ended"
    })
final class ReceiveCommand implements Callable<Integer> {
  @Mixin private Daemon daemon;

  @Option(names = "--service", paramLabel = "NAME", defaultValue = "hb", description = "the service (default: ${DEFAULT-VALUE})")
  private String service;

  private long count;

  @Option(names = "--save", paramLabel = "DIR", description = "write files that come with hb send --file there")
  private Path directory;

  @Option(names = "--count", paramLabel = "N", description = "end after so many messages")
  private void count(long wanted) {
    if (wanted < 1) {
      throw new ParameterException(spec.commandLine(), "--count takes 1 or more, not " + wanted + ".");
    }
    count = wanted;
  }

  @Spec private CommandSpec spec;

  private final Map<String, ByteArrayOutputStream> files = new HashMap<>();
  private long received;

  @Override
  public Integer call() {
    try {
      daemon.follow("/api/v1/messages?service=" + URLEncoder.encode(service, StandardCharsets.UTF_8), 0, this::take);
      return count > 0 && received >= count ? Exit.OK : Exit.FAILED;
    } catch (CannotAnswer e) {
      spec.commandLine().getErr().println("hb receive: " + Text.printable(e.getMessage()));
      return e.exitStatus();
    }
  }

  private boolean take(String line) {
    PrintWriter out = spec.commandLine().getOut();
    JsonObject message = new JsonObject(line);
    if (message.containsKey("error")) {
      spec.commandLine().getErr().println("hb receive: the daemon ended the stream: " + Text.printable(message.getString("error")));
      return false;
    }
    JsonObject fields = message.getJsonObject("fields", new JsonObject());
    if (daemon.wantsJson()) {
      out.println(line);
    } else if (fields.containsKey("text")) {
      out.println(message.getString("from") + ": " + Text.printable(fields.getString("text")));
    } else if (!fields.containsKey("file")) {
      out.println(message.getString("from") + " " + message.getString("type") + " " + Text.printable(fields.encode()));
    }
    if (fields.containsKey("file")) {
      takePart(message.getString("from"), fields, out);
    }
    if (out.checkError()) {
      return false;
    }
    return ++received < count || count == 0;
  }

  private void takePart(String from, JsonObject fields, PrintWriter out) {
    // the name comes from another node: only its last component counts
    String name = Path.of(fields.getString("file")).getFileName().toString();
    ByteArrayOutputStream content = files.computeIfAbsent(from + "/" + name, fresh -> new ByteArrayOutputStream());
    content.writeBytes(Base64.getDecoder().decode(fields.getString("data")));
    if (!fields.getString("part").equals(fields.getString("parts"))) {
      return;
    }
    files.remove(from + "/" + name);
    if (directory == null) {
      out.println(from + ": file " + Text.printable(name) + ", " + content.size() + " bytes (use --save DIR to keep it)");
      return;
    }
    try {
      Files.write(directory.resolve(name), content.toByteArray());
      out.println(from + ": file " + Text.printable(name) + " saved, " + content.size() + " bytes");
    } catch (IOException e) {
      spec.commandLine().getErr().println("hb receive: " + directory.resolve(name) + " cannot be written: " + FileTrouble.why(directory.resolve(name), e));
    }
  }
}
