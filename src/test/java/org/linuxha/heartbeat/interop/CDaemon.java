package org.linuxha.heartbeat.interop;

import java.time.Duration;
import java.util.List;

/** Heartbeat 3.0.6 as Debian ships it; asked through its own {@code cl_status}. */
final class CDaemon extends Daemon {

  private static final Duration ASK_LIMIT = Duration.ofSeconds(8);
  private static final String PROGRAM = findProgram();

  private final CcmClient client;

  CDaemon(Host host, Setup setup) {
    super(host, setup);
    client = new CcmClient(host);
  }

  private static String findProgram() {
    Command.Result files = Command.run(ASK_LIMIT, List.of("dpkg", "-L", "heartbeat"));
    return files.out().lines()
        .filter(f -> f.matches("/usr/lib(exec)?/heartbeat/heartbeat"))
        .findFirst()
        .orElse("/usr/libexec/heartbeat/heartbeat");
  }

  static boolean installed() {
    return java.nio.file.Files.isExecutable(java.nio.file.Path.of(PROGRAM));
  }

  @Override
  String program() {
    return PROGRAM;
  }

  @Override
  Kind kind() {
    return Kind.C;
  }

  @Override
  String statusOf(String node) {
    return ask("nodestatus", node);
  }

  @Override
  String linkOf(String node, String link) {
    return ask("hblinkstatus", node, link);
  }

  /** The text that {@code cl_status} answers on standard output; empty when it got none. */
  String ask(String... words) {
    String[] command = new String[words.length + 1];
    command[0] = "cl_status";
    System.arraycopy(words, 0, command, 1, words.length);
    return host().exec(ASK_LIMIT, command).out().strip();
  }

  @Override
  MemberView membership() {
    client.keepRunning();
    return client.view();
  }

  /** The client that {@link #membership} asks. */
  CcmClient client() {
    client.keepRunning();
    return client;
  }

  @Override
  List<String> processes() {
    // by program file: titles are rewritten ("heartbeat: write: bcast eth0")
    return host()
        .sh("for p in /proc/[0-9]*; do case $(readlink $p/exe) in " + PROGRAM
            + ") echo ${p#/proc/};; esac; done")
        .out().lines().toList();
  }
}
