package org.linuxha.heartbeat.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.linuxha.heartbeat.problem.Code;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hb explain}: why the daemon decided as it did, and what an id of the log means. */
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    description = {
      "Explains a decision, a node, or what the id of a message means.",
      "last is the last decision, NODE what is known of that node; an id of the log (HB510) is explained with",
      "its cause and what to do, and needs no daemon."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:it is explained", "2:wrong use", "3:no daemon is running there", "4:you may not ask it",
      "5:it does not answer, or there is no such node or id, or no decision yet"
    })
final class ExplainCommand implements Callable<Integer> {
  private static final String LAST = "last";

  @Mixin private Daemon daemon;

  @Parameters(arity = "0..1", paramLabel = "last|NODE|ID", defaultValue = LAST,
      completionCandidates = Words.class, description = "what to explain (default: last)")
  private String what;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    try {
      if (what.matches("(?i)HB[0-9]{3}")) {
        return id(what.toUpperCase(Locale.ROOT));
      }
      return what.equals(LAST) ? last() : node();
    } catch (CannotAnswer e) {
      return refuse(e.exitStatus(), e.getMessage());
    } catch (ClassCastException | NullPointerException e) {
      return refuse(Exit.FAILED, "the answer is not one of Heartbeat's. What to do: check --socket or --url.");
    }
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  private int refuse(int exitStatus, String sentence) {
    spec.commandLine().getErr().println("hb explain: " + Text.printable(sentence));
    return exitStatus;
  }

  private int id(String id) {
    Optional<Code> found = Stream.of(Code.values()).filter(code -> code.id().equals(id)).findFirst();
    if (found.isEmpty()) {
      return refuse(Exit.FAILED, "there is no " + id + " in this version. What to do: look at the version of the daemon that said it.");
    }
    Code code = found.get();
    String severity = code.severity().name().toLowerCase(Locale.ROOT);
    if (daemon.wantsJson()) {
      out().println(new JsonObject()
          .put("id", id).put("severity", severity).put("cause", code.cause()).put("remedy", code.remedy()).encodePrettily());
    } else {
      out().println(id + " (" + severity + ")");
      out().println("What it means: " + code.cause());
      out().println("What to do:    " + code.remedy());
    }
    out().flush();
    return Exit.OK;
  }

  private int last() throws CannotAnswer {
    JsonArray decisions = (JsonArray) daemon.parse(daemon.get("/api/v1/decisions"));
    if (decisions.isEmpty()) {
      return refuse(Exit.FAILED, "this daemon has not decided anything yet. What to do: ask again when something happened.");
    }
    JsonObject newest = decisions.getJsonObject(decisions.size() - 1);
    if (daemon.wantsJson()) {
      out().println(newest.encodePrettily());
    } else {
      sentences(newest.getJsonArray("explanation"));
    }
    out().flush();
    return Exit.OK;
  }

  private int node() throws CannotAnswer {
    String text = daemon.get("/api/v1/nodes/" + URLEncoder.encode(what, StandardCharsets.UTF_8) + "/explanation");
    if (daemon.wantsJson()) {
      out().print(text);
    } else {
      JsonObject answer = (JsonObject) daemon.parse(text);
      out().println("Now");
      sentences(answer.getJsonArray("now"));
      out().println("\nWhy");
      sentences(answer.getJsonArray("explanation"));
      out().println("\nWhat came before");
      for (Object each : answer.getJsonArray("decisions")) {
        JsonObject decision = (JsonObject) each;
        out().println("  " + decision.getString("time") + "  " + Text.printable(decision.getString("text")));
      }
    }
    out().flush();
    return Exit.OK;
  }

  private void sentences(JsonArray list) {
    list.forEach(each -> out().println("  " + Text.printable((String) each)));
  }

  /** What can be typed without knowing a node. */
  static final class Words extends java.util.ArrayList<String> {
    private static final long serialVersionUID = 1L;

    Words() {
      super(java.util.List.of(LAST));
    }
  }
}
