package org.linuxha.heartbeat.notation.corosync;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.linuxha.heartbeat.notation.ConfigFiles;
import org.linuxha.heartbeat.notation.Finding.Kind;
import org.linuxha.heartbeat.notation.FromJson;
import org.linuxha.heartbeat.notation.ToJson;
import org.linuxha.heartbeat.problem.Problem;

/** Nodes, links, times and name survive the way to corosync.conf and back; what does not is told. */
class CorosyncTest {
  private static final String HA_CF = "keepalive 1\nwarntime 4\ndeadtime 8\nbcast eth0\ncluster mine\nnode alice bob\n";

  static ToCorosync.Result written(String haCf) {
    ToJson read = ToJson.of(new ConfigFiles(haCf, Optional.empty(), Optional.of("")));
    assertThat(read.isUsable()).as("%s", read.problems()).isTrue();
    return ToCorosync.of(read.everything());
  }

  @Test
  void whatBothKnowSurvives() {
    FromCorosync.Result back = FromCorosync.of("corosync.conf", written(HA_CF).text(), List.of("eth0"));
    assertThat(back.problems()).isEmpty();
    JsonObject json = back.json().orElseThrow();
    assertThat(json.getJsonObject("cluster")).isEqualTo(new JsonObject("{\"nodes\":[\"alice\",\"bob\"],\"name\":\"mine\"}"));
    assertThat(json.getJsonObject("timing").getLong("deadtimeMillis")).isEqualTo(8000);
    assertThat(json.getJsonObject("timing").getLong("warntimeMillis")).isEqualTo(4000);
    assertThat(json.getJsonObject("network").getJsonArray("media").encode())
        .contains("{\"kind\":\"ucast\",\"device\":\"eth0\",\"address\":\"alice\"}");
  }

  @Test
  void aFileOfTwoLinksBecomesAConfigurationThatStarts() {
    String text = """
        # two links
        totem {
            version: 2
            cluster_name: hacluster
            token: 5000
        }
        nodelist {
            node { 
                name: Alice
                ring0_addr: 10.0.0.1
                ring1_addr: 10.0.1.1
            }
            node {
                name: bob
                ring0_addr: 10.0.0.2
                ring1_addr: 10.0.1.2
            }
        }
        """;
    FromCorosync.Result read = FromCorosync.of("corosync.conf", text, List.of("eth0", "eth1"));
    assertThat(read.problems()).isEmpty();
    ConfigFiles files = FromJson.files(read.json().orElseThrow());
    assertThat(files.haCf()).contains("node alice\n", "ucast eth1 10.0.1.2\n", "deadtime 5000ms\n", "keepalive 500ms\n");
    assertThat(ToJson.of(files).isUsable()).isTrue();
  }

  @Test
  void whatIsMissingIsSaidWithItsLine() {
    List<Problem> problems = FromCorosync.of("c", "totem {\n token: soon\n}\nnodelist {\n node {\n  ring0_addr: a\n }\n}\nwhat\n", List.of()).problems();
    assertThat(problems).extracting(Problem::place).containsExactlyInAnyOrder("c:9", "c:5", "c:1");
    assertThat(FromCorosync.of("c", "totem {\n", List.of()).problems()).extracting(Problem::place).contains("c:1");
    assertThat(FromCorosync.of("c", "nodelist {\nnode {\nname: a\nring0_addr: b\n}\n}\n", List.of()).problems())
        .singleElement().extracting(Problem::text).asString().contains("link 0");
  }

  @Test
  void whatCorosyncDoesNotHaveIsTold() {
    ToCorosync.Result made = written(HA_CF + "bcast eth1\nserial /dev/ttyS0\nping 10.0.0.254\n");
    assertThat(made.findings()).filteredOn(f -> f.kind() == Kind.DANGEROUS).extracting(f -> f.what())
        .containsExactlyInAnyOrder("serial", "ping", "links");
  }
}
