package org.linuxha.heartbeat.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that asks a daemon for one resource and shows it. */
@Command(
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all is well",
      "1:degraded: something in the answer needs attention",
      "2:wrong use",
      "3:no daemon is running there",
      "4:you may not ask it",
      "5:it does not answer, refuses, or has no such thing"
    })
abstract class DaemonCommand implements Callable<Integer> {
  @Mixin private Daemon daemon;
  @Spec private CommandSpec spec;

  /** The resource to ask for. */
  abstract String path();

  /** Shows the parsed answer to people. */
  abstract void show(Object answer, PrintWriter out);

  /** True if nothing in the answer needs attention. */
  abstract boolean isWell(Object answer);

  /** True if one line for a monitoring system is wanted, with the exit status that it knows. */
  boolean isForMonitoring() {
    return false;
  }

  private int monitor(PrintWriter out) {
    Monitoring line;
    try {
      line = Monitoring.of((JsonObject) daemon.parse(daemon.get(path())));
    } catch (CannotAnswer e) {
      line = Monitoring.of(e);
    } catch (ClassCastException | NullPointerException e) {
      line = new Monitoring(Monitoring.Level.UNKNOWN, "the answer is not one of Heartbeat's", "");
    }
    out.println(line);
    out.flush();
    return line.level().exitStatus();
  }

  @Override
  public final Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    if (isForMonitoring()) {
      return monitor(out);
    }
    try {
      String text = daemon.get(path());
      Object answer = daemon.parse(text);
      if (daemon.wantsJson()) {
        out.print(text);
      } else {
        show(answer, out);
      }
      out.flush();
      return isWell(answer) ? Exit.OK : Exit.DEGRADED;
    } catch (CannotAnswer e) {
      spec.commandLine().getErr().println("hb " + spec.name() + ": " + Text.printable(e.getMessage()));
      return e.exitStatus();
    } catch (ClassCastException | NullPointerException e) {
      spec.commandLine().getErr().println(
          "hb " + spec.name() + ": the answer is not one of Heartbeat's. What to do: check --socket or --url.");
      return Exit.FAILED;
    }
  }

  /** Whether what is shown may have colours. */
  final boolean colours() {
    return spec.commandLine().getColorScheme().ansi().enabled();
  }

  static List<JsonObject> objects(Object array) {
    List<JsonObject> list = new ArrayList<>();
    ((JsonArray) array).forEach(each -> list.add((JsonObject) each));
    return list;
  }
}
