package org.linuxha.heartbeat.daemon;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.linuxha.heartbeat.log.LogSetup;
import org.linuxha.heartbeat.problem.Cause;
import org.linuxha.heartbeat.problem.Code;
import org.linuxha.heartbeat.problem.Problem;
import org.linuxha.heartbeat.process.HostEnvironment;
import org.linuxha.heartbeat.process.NodeName;
import org.linuxha.heartbeat.process.RealTime;
import org.linuxha.heartbeat.process.StateException;
import org.linuxha.heartbeat.process.StateFiles;
import org.linuxha.heartbeat.setup.ConfigLoader;
import org.linuxha.heartbeat.setup.Loaded;
import org.linuxha.heartbeat.setup.Places;

/**
 * Before a daemon gives up its life for the next one, the next one shows in a process of its own that it can
 * begin: the Java runtime and the jars are those of its command line, the configuration is right, the
 * directories can be written. A daemon that finds that out afterwards is none any more.
 */
final class Rehearsal {
  private static final long LIMIT_SECONDS = 60;
  private static final int MAX_WORDS = 400;
  private static final int MAX_OUTPUT = 65_536;
  /** What the native code of the libraries takes when it is unpacked. */
  private static final int ROOM_BYTES = 512 * 1024;

  private Rehearsal() {}

  /** Blocks for the second it takes. Why the next life would not begin; nothing if it would. */
  static Optional<String> refusal() throws InterruptedException {
    try {
      return refusal(RealTime.normally(SelfExec.rehearsal()));
    } catch (IOException e) {
      return Optional.of(Cause.of(e));
    }
  }

  static Optional<String> refusal(List<String> command) throws IOException, InterruptedException {
    Path said = Files.createTempFile("rehearsal", "");
    try {
      Process process = new ProcessBuilder(command)
          .redirectInput(Path.of("/dev/null").toFile()).redirectErrorStream(true).redirectOutput(said.toFile()).start();
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return Optional.of("it was not ready within " + LIMIT_SECONDS + " s");
      }
      return process.exitValue() == Exit.OK
          ? Optional.empty() : Optional.of(words(said, process.exitValue()));
    } finally {
      Files.delete(said);
    }
  }

  private static String words(Path said, int status) throws IOException {
    String text;
    try (InputStream in = Files.newInputStream(said)) {
      text = new String(in.readNBytes(MAX_OUTPUT), StandardCharsets.UTF_8);
    }
    String line = text.lines().map(String::strip).filter(each -> !each.isEmpty()).collect(Collectors.joining("; "));
    return line.isEmpty() ? "it ended with status " + status
        : line.length() > MAX_WORDS ? line.substring(0, MAX_WORDS) + "..." : line;
  }

  /** The part of the process that rehearses: answers its exit status, and says on the terminal what is wrong. */
  static int play(Options options, Places places) {
    Optional<Path> gone = missing(System.getProperty("java.class.path"));
    if (gone.isPresent()) {
      System.err.println("there is no " + gone.get() + " any more (was the program updated?)");
      return Exit.FAILED;
    }
    try {
      String node = NodeName.node(options.node, places.config());
      LogSetup logs = LogSetup.onTerminal(System.err, node);
      try {
        Loaded loaded = new ConfigLoader(places, new HostEnvironment()).load(node, options.noResources, options.http);
        loaded.problems().stream().filter(Loaded::isError).forEach(Rereader::say);
        if (!loaded.isUsable()) {
          return Exit.NOT_CONFIGURED;
        }
        write(places.run(), 1);
        write(places.state(), ROOM_BYTES);
        return Exit.OK;
      } finally {
        logs.close();
      }
    } catch (StateException e) {
      System.err.println(e.problem().full());
    } catch (IOException e) {
      System.err.println(new Problem(Code.STATE_FILE_UNUSABLE, "", "Cannot write: " + Cause.of(e) + ".").full());
    }
    return Exit.FAILED;
  }

  /** The first part of a class path that is not there; the JVM says that only when it needs a class of it. */
  static Optional<Path> missing(String classPath) {
    return Stream.of(classPath.split(File.pathSeparator)).map(Path::of).filter(jar -> !Files.isReadable(jar)).findFirst();
  }

  private static void write(Path directory, int bytes) throws IOException, StateException {
    StateFiles.makeDirectory(directory);
    Path file = Files.createTempFile(directory, "rehearsal", "");
    try {
      Files.write(file, new byte[bytes]);
    } finally {
      Files.delete(file);
    }
  }
}
