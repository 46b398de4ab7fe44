package org.linuxha.heartbeat.config.hacf;

import java.util.List;
import org.linuxha.heartbeat.config.Configuration.Child;
import org.linuxha.heartbeat.problem.Code;

/** Programs beside the daemon: respawn, failfast, and their environment (client-api.md 12). */
final class ChildDirectives {
  private ChildDirectives() {}

  static List<Directive> table() {
    return List.of(
        Directive.line("respawn", e -> child(e, false)),
        Directive.line("failfast", e -> child(e, true)),
        Directive.values("env", ChildDirectives::environment));
  }

  private static void child(Entry entry, boolean failfast) throws Refusal {
    List<String> words = entry.words();
    String user = words.isEmpty() ? "" : words.get(0);
    if (!entry.environment().userExists(user)) {
      throw new Refusal(Code.CHILD_USER_UNKNOWN, "Invalid uid [" + Statement.printable(user)
          + "] specified for client child");
    }
    String program = words.size() < 2 ? "" : words.get(1);
    String shown = "Client child command [" + Statement.printable(program) + "]";
    if (!program.startsWith("/")) {
      throw new Refusal(Code.CHILD_COMMAND_INVALID, shown + " is not full pathname");
    }
    if (!entry.environment().isExecutable(program)) {
      throw new Refusal(Code.CHILD_COMMAND_INVALID, shown + " is not executable");
    }
    String command = Words.trim(entry.value().substring(user.length()));
    entry.draft().children.add(new Child(user, command, failfast));
  }

  /** C Heartbeat reads {@code env FOO} too and makes garbage of it (client-api.md 12.2). */
  private static void environment(Entry entry) throws Refusal {
    int equals = entry.value().indexOf('=');
    if (equals <= 0) {
      throw new Refusal(Code.ENV_INVALID, "set_env: invalid nvpair("
          + Statement.printable(entry.value()) + ")");
    }
    entry.draft().childEnvironment.put(
        entry.value().substring(0, equals), entry.value().substring(equals + 1));
  }
}
