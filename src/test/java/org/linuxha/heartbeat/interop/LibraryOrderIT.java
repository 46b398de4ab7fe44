package org.linuxha.heartbeat.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.linuxha.heartbeat.interop.Kind.C;
import static org.linuxha.heartbeat.interop.Kind.OURS;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * What libhbclient itself makes of ordered messages that reach its daemon in another order, as they do when packets
 * are lost: it puts them in order only from the first that it sees. So a sender of any kind, C or ours, whose first
 * message is lost for a moment is heard out of order at its beginning, and a later life whose join comes after its
 * messages loses those (docs/api.md).
 */
@Interop({"north", "south"})
@EnabledIfSystemProperty(named = "heartbeat.test.all", matches = "true")
class LibraryOrderIT {
  private static final long STEP_MILLIS = 150;
  private static final long SETTLED_MILLIS = 1_200;

  /** What comes: {@code j} join, {@code l} leave, {@code g} the next life, a number an ordered message; and what is handed out. */
  private static Map<String, List<Integer>> stories() {
    Map<String, List<Integer>> stories = new LinkedHashMap<>();
    stories.put("j 1 3 2 4", List.of(1, 2, 3, 4));
    stories.put("j 2 1", List.of(2, 1));
    stories.put("j 1 2 l g j 2 1 3", List.of(1, 2, 1, 2, 3));
    stories.put("j 1 2 g 2 1 j 3", List.of(1, 2));
    return stories;
  }

  @Test
  void itCountsFromTheFirstThatItSees(Hosts hosts) throws Exception {
    new MixedCluster(hosts, Setup.plain().with("apiauth chatter uid=root")).installAll(List.of(OURS, C)).startAll().awaitAllActive();
    int generation = 10;
    for (Map.Entry<String, List<Integer>> story : stories().entrySet()) {
      try (CLibrary library = new CLibrary(hosts.get("south"), "chatter", 0)) {
        TimeUnit.MILLISECONDS.sleep(STEP_MILLIS);
        generation++;
        for (String step : story.getKey().split(" ")) {
          switch (step) {
            case "j" -> send(hosts, "t=hbapi-clstat", "st=join", "info=signon", "client_gen=" + generation);
            case "l" -> send(hosts, "t=hbapi-clstat", "st=leave", "info=signoff", "client_gen=" + generation);
            case "g" -> generation++;
            default -> send(hosts, "t=chat", "client_gen=" + generation, "oseq=" + step, "n=" + step);
          }
          TimeUnit.MILLISECONDS.sleep(STEP_MILLIS);
        }
        TimeUnit.MILLISECONDS.sleep(SETTLED_MILLIS);
        assertThat(library.from("north")).as(story.getKey()).isEqualTo(story.getValue());
      }
    }
  }

  /** Past every rule of api.sock: what is written into the FIFO goes out as it is. */
  private static void send(Hosts hosts, String... fields) {
    hosts.get("north").sh("printf '%s\\n' '>>>' " + String.join(" ", fields) + " from_id=chatter to_id=chatter '<<<'"
        + " > /var/lib/heartbeat/fifo").orFail();
  }
}
