package org.linuxha.heartbeat.cli;

import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code hb watch}: what happens, as it happens. */
@Command(
    name = "watch",
    mixinStandardHelpOptions = true,
    description = {
      "Prints what happens in the cluster as it happens, until Ctrl-C.",
      "When the daemon ends it waits for it, and goes on where it left off.",
      "With --json: the lines of the event stream as they are (docs/events.md)."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:as many events came as were asked for", "2:wrong use", "3:no daemon is running there", "4:you may not ask it",
      "5:it refuses", "130:Ctrl-C"
    })
final class WatchCommand implements Callable<Integer> {
  private static final long AGAIN_NANOS = 500_000_000L;
  /** The daemon pings every two seconds. */
  private static final int SILENCE_MILLIS = 10_000;

  @Mixin private Daemon daemon;

  @Option(names = "--type", paramLabel = "TYPE", split = ",",
      description = "only these types or families of events: node, link, membership, client, daemon, node.status ...")
  private String[] types = {};

  private long count;

  @Option(names = "--count", paramLabel = "N", description = "end after so many events")
  private void count(long wanted) {
    if (wanted < 1) {
      throw new ParameterException(spec.commandLine(), "--count takes 1 or more, not " + wanted + ".");
    }
    count = wanted;
  }

  @Spec private CommandSpec spec;

  private WatchScreen screen;
  private long seen;
  private long seq = -1;
  private String epoch;
  private boolean ended;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    screen = new WatchScreen(out, daemon.wantsJson());
    while (true) {
      try {
        daemon.follow(path(), SILENCE_MILLIS, this::take);
        if (ended) {
          return Exit.OK;
        }
      } catch (CannotAnswer e) {
        if (seq < 0 || e.exitStatus() == Exit.USAGE || e.isForGood()) {
          spec.commandLine().getErr().println("hb watch: " + Text.printable(e.getMessage()));
          return e.exitStatus();
        }
      }
      screen.lost();
      LockSupport.parkNanos(AGAIN_NANOS);
    }
  }

  private String path() {
    StringBuilder path = new StringBuilder("/api/v1/events?ping=2");
    for (String type : types) {
      path.append("&type=").append(encode(type));
    }
    if (seq >= 0) {
      path.append("&since=").append(seq).append("&epoch=").append(encode(epoch));
    }
    return path.toString();
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private boolean take(String line) {
    JsonObject event = new JsonObject(line);
    seq = event.getLong("seq");
    epoch = event.getString("epoch");
    screen.show(line, event);
    if (event.getString("type").indexOf('.') > 0) {
      seen++;
    }
    // nobody reads any more: hb watch | head
    ended = count > 0 && seen >= count || spec.commandLine().getOut().checkError();
    return !ended;
  }
}
