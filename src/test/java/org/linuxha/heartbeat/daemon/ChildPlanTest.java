package org.linuxha.heartbeat.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.linuxha.heartbeat.config.Configuration;
import org.linuxha.heartbeat.config.hacf.AnyHost;
import org.linuxha.heartbeat.config.hacf.HaCfParser;
import org.linuxha.heartbeat.process.UserIds;
import org.linuxha.heartbeat.process.child.Program;
import org.linuxha.heartbeat.setup.Places;

/** client-api.md 12: which programs run beside the daemon, and what they find. */
class ChildPlanTest {
  private static final Places PLACES = Places.of(Path.of("/etc/ha.d"), Path.of("/run/heartbeat"), Path.of("/var/lib/heartbeat"));

  /** Where the package of C is not installed there is no user hacluster, and nothing runs as such. */
  private static final boolean HACLUSTER = new UserIds().account("hacluster").isPresent();

  private static Configuration read(String lines) {
    return HaCfParser.parse(
        new HaCfParser.Input("ha.cf", "bcast eth0\nnode alice\n" + lines, "alice", false), new AnyHost()).configuration().orElseThrow();
  }

  private static List<String> programs(String lines, boolean ownCcm) {
    return ChildPlan.of(read(lines), PLACES, ownCcm).programs().stream().map(Program::command)
        .map(command -> command.replaceFirst("^.*/", "")).toList();
  }

  @Test
  void whatPacemakerImpliesRunsButCcmWhichIsInside() {
    assertThat(programs("pacemaker respawn\nrespawn root /bin/true x", true))
        .isEqualTo(HACLUSTER ? List.of("cib", "stonithd", "lrmd", "attrd", "crmd", "true x") : List.of("stonithd", "lrmd", "true x"));
    assertThat(programs("pacemaker ccm-only\nrespawn root /bin/true x", true)).containsExactly("true x");
    assertThat(programs("pacemaker ccm-only\nrespawn root /bin/true x", false))
        .isEqualTo(HACLUSTER ? List.of("ccm", "true x") : List.of("true x"));
  }

  @Test
  void pacemakersProgramsAreToldOnWhatTheyRun() {
    Map<String, String> respawn = ChildPlan.environment(read("pacemaker respawn\nenv OTHER=1"), PLACES);
    assertThat(respawn).containsEntry("HA_cluster_type", "heartbeat").containsEntry("HA_pacemaker", "respawn")
        .containsEntry("HA_OTHER", "1").containsEntry("HA_CURHOST", "alice").doesNotContainKey("HA_VALGRIND_ENABLED");
    assertThat(ChildPlan.environment(read("pacemaker valgrind"), PLACES)).containsEntry("HA_VALGRIND_ENABLED", "1");
    assertThat(ChildPlan.environment(read("auto_failback off"), PLACES)).doesNotContainKey("HA_cluster_type")
        .as("as C's, though it is the default").containsEntry("HA_debug", "0").doesNotContainKey("HA_hbversion");
  }
}
