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
    assertThat(files.haCf()).contains("node alice\n", "ucast eth1 10.0.1.2 # bob\n", "deadtime 5000ms\n", "keepalive 500ms\n");
    assertThat(ToJson.of(files).isUsable()).isTrue();

    // and back, through ha.cf: each node has its own address on both links, since the comments say whose they are
    assertThat(files.haCf()).contains("ucast eth1 10.0.1.2 # bob\n");
    ToCorosync.Result back = written(files.haCf());
    assertThat(back.findings()).noneMatch(f -> f.kind() == Kind.DANGEROUS);
    assertThat(rings(back.text())).isEqualTo("alice 10.0.0.1 10.0.1.1 bob 10.0.0.2 10.0.1.2");
  }

  private static String rings(String text) {
    return text.lines().map(String::strip).filter(line -> line.startsWith("name:") || line.startsWith("ring"))
        .map(line -> line.replaceAll(".*: ", "")).collect(java.util.stream.Collectors.joining(" "));
  }

  @Test
  void whoseAnAddressIsIsKnownOrGivenOrGuessedAloud() {
    String nodes = "node alice bob\nkeepalive 1\ndeadtime 8\n";
    ToCorosync.Result names = written("ucast eth0 bob\nucast eth0 alice\nucast eth1 10.1.0.2 # to bob\n# alice is there\nucast eth1 10.1.0.1\n" + nodes);
    assertThat(rings(names.text())).as("whatever the order").isEqualTo("alice alice 10.1.0.1 bob bob 10.1.0.2");
    assertThat(names.findings()).noneMatch(f -> f.kind() == Kind.DANGEROUS);

    ToCorosync.Result order = written("bcast eth0\nucast eth1 10.1.0.1\nucast eth1 10.1.0.2\n" + nodes);
    assertThat(rings(order.text())).isEqualTo("alice alice 10.1.0.1 bob bob 10.1.0.2");
    assertThat(order.findings()).filteredOn(f -> f.kind() == Kind.DANGEROUS).singleElement().extracting(f -> f.text()).asString().contains("a guess");

    ToCorosync.Result against = written("bcast eth0\nucast eth1 10.1.0.1 # bob\nucast eth1 10.1.0.2\n" + nodes);
    assertThat(rings(against.text())).as("a comment contradicts the order").isEqualTo("alice alice bob bob");

    ToCorosync.Result peer = written("bcast eth0\nucast eth1 10.1.0.2\n" + nodes);
    assertThat(rings(peer.text())).as("the peer's address alone").isEqualTo("alice alice bob bob");
    assertThat(peer.findings()).filteredOn(f -> f.kind() == Kind.DANGEROUS).singleElement().extracting(f -> f.text()).asString().contains("eth1", "--address");

    ToCorosync.Result mixed = written("bcast eth0\nucast eth1 10.1.0.1 # alice\nucast6 eth1 fd00::2 # bob\n" + nodes);
    assertThat(rings(mixed.text())).as("two families on one link, which corosync refuses").isEqualTo("alice alice bob bob");

    ToJson read = ToJson.of(new ConfigFiles("bcast eth0 eth1\n" + nodes, Optional.empty(), Optional.of("")));
    ToCorosync.Result given = ToCorosync.of(read.everything(),
        java.util.Map.of("bob", List.of("10.0.0.2", "10.1.0.2"), "alice", List.of("10.0.0.1", "10.1.0.1")));
    assertThat(rings(given.text())).isEqualTo("alice 10.0.0.1 10.1.0.1 bob 10.0.0.2 10.1.0.2");
    ToCorosync.Result half = ToCorosync.of(read.everything(), java.util.Map.of("bob", List.of("10.0.0.2", "10.1.0.2")));
    assertThat(rings(half.text())).as("one node alone says nothing of the link").isEqualTo("alice alice bob bob");
  }

  @Test
  void linksWithGapsInterfaceSectionsAndMissingAddresses() {
    String text = """
        totem {
          transport: udp
          interface {
            ringnumber: 0
            mcastaddr: 239.1.2.3
            mcastport: 5405
            ttl: 2
          }
          interface {
            linknumber: 2
            mcastport: 5407
          }
        }
        nodelist {
          node {
            name: alice
            ring0_addr: 10.0.0.1
            ring2_addr: fd00::1
          }
          node {
            name: bob
            ring0_addr: 10.0.0.2
          }
        }
        """;
    FromCorosync.Result read = FromCorosync.of("c", text, List.of("eth0", "eth2", "eth9"));
    assertThat(read.problems()).isEmpty();
    assertThat(FromJson.files(read.json().orElseThrow()).haCf())
        .contains("mcast eth0 239.1.2.3 694 2 0\n", "ucast6 eth2 fd00::1 # alice\n").doesNotContain("10.0.0.1").doesNotContain("eth9");
    assertThat(read.findings()).filteredOn(f -> f.kind() == Kind.DANGEROUS).extracting(f -> f.what()).containsExactly("ring2_addr", "--interface");
    assertThat(FromCorosync.of("c", text.replace("transport: udp", "transport: knet"), List.of("eth0", "eth2")).json().orElseThrow().encode())
        .as("knet does not look at the group").doesNotContain("mcast").contains("10.0.0.1");
    assertThat(FromCorosync.of("c", text, List.of("eth0")).problems()).singleElement().extracting(Problem::text).asString().contains("link 2");
  }

  @Test
  void whatIsMissingIsSaidWithItsLine() {
    List<Problem> problems = FromCorosync.of("c", "totem {\n token: soon\n}\nnodelist {\n node {\n  ring0_addr: a\n }\n}\nwhat\n", List.of()).problems();
    assertThat(problems).extracting(Problem::place).containsExactlyInAnyOrder("c:9", "c:5", "c:5", "c:1");
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
