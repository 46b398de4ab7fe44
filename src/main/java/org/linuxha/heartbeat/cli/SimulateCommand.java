package org.linuxha.heartbeat.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.linuxha.heartbeat.notation.FileTrouble;
import org.linuxha.heartbeat.problem.Cause;
import org.linuxha.heartbeat.simulation.FaultOptions;
import org.linuxha.heartbeat.simulation.Life;
import org.linuxha.heartbeat.simulation.LifePlan;
import org.linuxha.heartbeat.simulation.Members;
import org.linuxha.heartbeat.simulation.Statistics;
import org.linuxha.heartbeat.simulation.Trace;
import org.linuxha.heartbeat.simulation.Transcript;
import org.linuxha.heartbeat.simulation.Violation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code hb simulate}: whole clusters on virtual time, faults included, every rule watched. */
@Command(
    name = "simulate",
    mixinStandardHelpOptions = true,
    description = {
      "Lets whole clusters of this daemon live on virtual time and a lossy network.",
      "Each life is a function of its seed; after every event the rules of the protocol are checked.",
      "Faults are named like this (several parted by commas):",
      "  loss=20%%,delay=exponential:5ms..80ms,pathLosses=node1>node2:50%%,reorder=0.1,",
      "  duplicate=0.1,corrupt=0.1,pausesPerMinute=3,pause=uniform:10ms..5s,crashesPerMinute=1,",
      "  stateLoss=0.3,stopsPerMinute=1,clockStepsPerMinute=1,partitionsPerMinute=2,cuts=5s..9s/node1<>*"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:every rule held in every life", "1:a rule was broken; the seed is printed", "2:wrong use"})
final class SimulateCommand implements Callable<Integer> {
  private static final long PROGRESS_NANOS = 2_000_000_000L;

  @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "seed of the first life (default: 1)")
  private long seed;

  @Option(
      names = "--lives",
      paramLabel = "K",
      defaultValue = "1",
      description = "live through the seeds N to N+K-1 (default: 1)")
  private long lives;

  @Option(
      names = "--jobs",
      paramLabel = "N",
      description = "lives at once, 1 to 256 (default: the number of processors); the result does not depend on it")
  private int jobs = Runtime.getRuntime().availableProcessors();

  @Option(names = "--nodes", paramLabel = "N", description = "number of nodes (2 to 16) instead of what the seed draws")
  private int nodes;

  @Option(
      names = "--members",
      paramLabel = "KINDS",
      defaultValue = "drawn",
      description = {
        "whose membership services agree on views: ours, c (the C program's ways and defects), mixed, drawn by the",
        "seed (default), none, or one word for each node: ours,c,ours"
      })
  private String members;

  @Option(names = "--faults", paramLabel = "OPTIONS", description = "these faults, or none, instead of what the seed draws")
  private String faults;

  @Option(
      names = "--transcript",
      paramLabel = "FILE",
      description = {
        "obey the orders (lines starting with >) of this file instead, print it with what comes of them;",
        "samples: src/test/resources/transcripts"
      })
  private Path transcript;

  @Option(names = "--trace", description = "print everything that happens, a line each")
  private boolean trace;

  @Option(names = "--json", description = "print the result as JSON")
  private boolean json;

  @Spec private CommandSpec spec;

  private Statistics.Counts counts = Statistics.Counts.NONE;
  private final Slowest worst = new Slowest();
  private long nextProgressNanos;

  @Override
  public Integer call() {
    if (transcript != null) {
      return replay(transcript);
    }
    LifePlan.Fixed fixed = fixed();
    nextProgressNanos = System.nanoTime() + PROGRESS_NANOS;
    List<Life.Outcome> broken = new ArrayList<>();
    PrintWriter out = spec.commandLine().getOut();
    // a trace is written while its life goes on: one after another
    Trace lines = trace ? Trace.to(out::println) : Trace.NONE;
    try (LivesInOrder inOrder =
        new LivesInOrder(seed, lives, trace ? 1 : jobs, each -> Life.live(LifePlan.draw(each, fixed), lines))) {
      for (long i = 0; i < lives; i++) {
        Life.Outcome outcome = inOrder.next();
        counts = counts.plus(outcome.counts());
        worst.add(outcome);
        if (outcome.violation() != null) {
          broken.add(outcome);
          tell(outcome, out);
        }
        progress(i + 1, broken.size());
      }
    }
    if (json) {
      out.println(summaryJson(broken).encode());
    } else {
      summary(out, broken.size());
    }
    out.flush();
    return broken.isEmpty() ? 0 : 1;
  }

  private int replay(Path file) {
    try {
      spec.commandLine().getOut().print(Transcript.replay(Files.readString(file, StandardCharsets.UTF_8)));
      spec.commandLine().getOut().flush();
      return 0;
    } catch (IOException e) {
      throw new ParameterException(spec.commandLine(), file + ": " + FileTrouble.why(file, e));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), file + ": " + Cause.of(e));
    } catch (Violation e) {
      spec.commandLine().getOut().println(e.getMessage());
      return 1;
    }
  }

  private LifePlan.Fixed fixed() {
    if (nodes != 0 && (nodes < 2 || nodes > 16)) {
      throw new ParameterException(spec.commandLine(), "--nodes takes 2 to 16, not " + nodes);
    }
    if (lives < 1) {
      throw new ParameterException(spec.commandLine(), "--lives takes a positive number, not " + lives);
    }
    if (jobs < 1 || jobs > 256) {
      throw new ParameterException(spec.commandLine(), "--jobs takes 1 to 256, not " + jobs);
    }
    try {
      FaultOptions options =
          faults == null ? null
              : faults.equals("none") ? FaultOptions.NONE : FaultOptions.NONE.with(faults);
      return new LifePlan.Fixed(nodes, options, Members.parse(members));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage());
    }
  }

  private void tell(Life.Outcome outcome, PrintWriter out) {
    if (!json) {
      out.println("seed " + outcome.plan().seed() + ": " + outcome.violation().getMessage());
      out.println("  " + outcome.plan());
      out.println("  to see it: " + replay(outcome.plan().seed()));
    }
  }

  private String replay(long failed) {
    return "bin/hb simulate --seed " + failed + (nodes == 0 ? "" : " --nodes " + nodes)
        + (members.equals("drawn") ? "" : " --members " + members)
        + (faults == null ? "" : " --faults '" + faults + "'") + " --trace";
  }

  private void progress(long done, int failed) {
    if (lives > 1 && System.nanoTime() >= nextProgressNanos) {
      nextProgressNanos = System.nanoTime() + PROGRESS_NANOS;
      PrintWriter err = spec.commandLine().getErr();
      err.println(done + " of " + lives + " lives, " + failed + " with a broken rule");
      err.flush();
    }
  }

  private void summary(PrintWriter out, int broken) {
    out.println(
        lives + (lives == 1 ? " life" : " lives") + ", " + counts.lives() + " starts of daemons, " + counts.events()
            + " events, " + counts.packets() + " packets, " + counts.deliveries() + " deliveries, "
            + counts.requests() + " requests for retransmission, " + counts.deaths() + " deaths, "
            + counts.returns() + " returns, " + counts.absences() + " absences noticed, " + counts.views() + " views");
    worst.lines().forEach(out::println);
    out.println(broken == 0 ? "Every rule held." : "A rule was broken in " + broken + " of them.");
  }

  private JsonObject summaryJson(List<Life.Outcome> broken) {
    JsonArray violations = new JsonArray();
    for (Life.Outcome outcome : broken) {
      violations.add(
          new JsonObject()
              .put("seed", outcome.plan().seed())
              .put("rule", outcome.violation().invariant())
              .put("seconds", outcome.violation().nanos() / 1e9)
              .put("text", outcome.violation().getMessage())
              .put("world", outcome.plan().toString())
              .put("replay", replay(outcome.plan().seed())));
    }
    return new JsonObject()
        .put("seed", seed)
        .put("lives", lives)
        .put("ok", broken.isEmpty())
        .put("starts", counts.lives())
        .put("events", counts.events())
        .put("packets", counts.packets())
        .put("deliveries", counts.deliveries())
        .put("requests", counts.requests())
        .put("deaths", counts.deaths())
        .put("returns", counts.returns())
        .put("absences", counts.absences())
        .put("views", counts.views())
        .put("agreed", worst.json())
        .put("violations", violations);
  }
}
