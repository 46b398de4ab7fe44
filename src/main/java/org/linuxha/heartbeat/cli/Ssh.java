package org.linuxha.heartbeat.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.linuxha.heartbeat.problem.Cause;
import picocli.CommandLine.Option;

/**
 * How other nodes are reached, as options of a command, and the reaching: a shell script goes in by standard input, so
 * nothing in it is ever an argument that others could see. All nodes are asked at the same time; an interruption of this
 * program ends every ssh.
 */
final class Ssh {
  private static final int MOST_AT_ONCE = 100;
  private static final int LONGEST_COMPLAINT = 65_536;

  @Option(names = "--ssh", paramLabel = "COMMAND", defaultValue = "ssh",
      description = "ssh with its options, parted by blanks; default: ${DEFAULT-VALUE}")
  private String ssh;

  @Option(names = "--user", paramLabel = "USER", defaultValue = "root", description = "who to be there; default: ${DEFAULT-VALUE}")
  private String user;

  @Option(names = "--timeout", paramLabel = "SECONDS", defaultValue = "60", description = "a node's time; default: ${DEFAULT-VALUE}")
  private int timeoutSeconds;

  private final Set<Process> running = ConcurrentHashMap.newKeySet();

  /**
   * What came of a script.
   *
   * @param exit the script's exit status, 255 if ssh itself failed, -1 if it did not end in time or could not be run
   * @param out standard output, cut at the length that was allowed
   * @param complaint standard error, or why nothing ran; in one line
   */
  record Said(int exit, byte[] out, String complaint) {
    String text() {
      return new String(out, StandardCharsets.UTF_8);
    }
  }

  /** What is done with one node. */
  interface Task<T> {
    T of(String node) throws InterruptedException;
  }

  /** Hears each line of standard output as it comes; what it answers goes to standard input, which then ends. */
  interface Talk {
    /** The answer, or null to hear on. */
    String answer(String line) throws InterruptedException;
  }

  /** Does that with all nodes at the same time; answers come in the order of the nodes. */
  <T> Map<String, T> onAll(List<String> nodes, Task<T> task) throws InterruptedException {
    Map<String, T> answers = new LinkedHashMap<>();
    if (nodes.isEmpty()) {
      return answers;
    }
    Thread end = new Thread(() -> running.forEach(Process::destroy));
    Runtime.getRuntime().addShutdownHook(end);
    ExecutorService pool = Executors.newFixedThreadPool(Math.min(MOST_AT_ONCE, nodes.size()));
    try {
      Map<String, Future<T>> futures = new LinkedHashMap<>();
      for (String node : nodes) {
        futures.put(node, pool.submit(() -> task.of(node)));
      }
      for (Map.Entry<String, Future<T>> entry : futures.entrySet()) {
        answers.put(entry.getKey(), entry.getValue().get());
      }
      return answers;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } finally {
      pool.shutdownNow();
      try {
        Runtime.getRuntime().removeShutdownHook(end);
      } catch (IllegalStateException ending) {
        // it is at work already
      }
    }
  }

  /** A line of progress; several threads may say one. */
  static void say(PrintWriter err, String line) {
    synchronized (err) {
      err.println(line);
      err.flush();
    }
  }

  /** Runs that script there; {@code longest} bytes of its output are kept. */
  Said run(String node, String script, int longest) throws InterruptedException {
    return run(command(node), script, (process, to) -> {
      to.close();
      byte[] out = process.getInputStream().readNBytes(longest);
      if (out.length == longest) {
        process.destroy();
      }
      return out;
    });
  }

  /** Runs that script there, or here if {@code node} is null, and talks with it. */
  Said talk(String node, String script, Talk talk) throws InterruptedException {
    return run(node == null ? List.of("sh", "-s") : command(node), script, (process, to) -> {
      StringBuilder all = new StringBuilder();
      BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
      boolean open = true;
      for (String line = lines.readLine(); line != null && all.length() < LONGEST_COMPLAINT; line = lines.readLine()) {
        all.append(line).append('\n');
        String answer = talk.answer(line);
        if (answer != null && open) {
          to.write(answer.getBytes(StandardCharsets.UTF_8));
          to.close();
          open = false;
        }
      }
      return all.toString().getBytes(StandardCharsets.UTF_8);
    });
  }

  private List<String> command(String node) {
    List<String> command = new ArrayList<>(List.of(ssh.strip().split("\\s+")));
    command.addAll(List.of("-o", "BatchMode=yes", "-o", "ConnectTimeout=10", "-l", user, "--", node, "exec sh -s"));
    return command;
  }

  /** What is read from a process whose script was written. */
  private interface Reading {
    byte[] of(Process process, OutputStream to) throws IOException, InterruptedException;
  }

  private Said run(List<String> command, String script, Reading reading) throws InterruptedException {
    Path complaints = null;
    try {
      complaints = Files.createTempFile("hb-ssh", "");
      Process process = new ProcessBuilder(command).redirectError(complaints.toFile()).start();
      running.add(process);
      try {
        return run(process, script, reading, complaints);
      } finally {
        process.destroy();
        running.remove(process);
      }
    } catch (IOException e) {
      return new Said(-1, new byte[0], "cannot run " + command.get(0) + ": " + Cause.of(e));
    } finally {
      remove(complaints);
    }
  }

  private Said run(Process process, String script, Reading reading, Path complaints) throws IOException, InterruptedException {
    CompletableFuture<Void> late = CompletableFuture.runAsync(
        process::destroyForcibly, CompletableFuture.delayedExecutor(timeoutSeconds, TimeUnit.SECONDS));
    byte[] out = new byte[0];
    OutputStream to = process.getOutputStream();
    try {
      to.write(script.getBytes(StandardCharsets.UTF_8));
      to.flush();
    } catch (IOException e) {
      // it ended before it read everything: what it said tells why
      process.waitFor(1, TimeUnit.SECONDS);
    }
    try {
      out = reading.of(process, to);
    } catch (IOException ended) {
      // killed, or gone: its exit status tells
    }
    int exit = process.waitFor();
    if (late.isDone()) {
      return new Said(-1, out, "no end within " + timeoutSeconds + " s");
    }
    late.cancel(false);
    return new Said(exit, out, complaint(complaints));
  }

  private static String complaint(Path complaints) throws IOException {
    try (var in = Files.newInputStream(complaints)) {
      return new String(in.readNBytes(LONGEST_COMPLAINT), StandardCharsets.UTF_8).strip().replaceAll("\\s*\\n\\s*", ", ");
    }
  }

  private static void remove(Path file) {
    try {
      if (file != null) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      // a file of complaints in the directory for temporary files
    }
  }
}
