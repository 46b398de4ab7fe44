package org.linuxha.heartbeat.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** hb propagate, called as the guide does, with sshd on the other hosts. */
@Interop({"north", "south", "west"})
class PropagateIT {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  @Test
  void whatCanBeReachedHasTheFilesAndTheRestIsTold(Hosts hosts) throws Exception {
    Assumptions.assumeTrue(Sshd.isInstalled(), "no openssh-server");
    Host north = hosts.all().get(0);
    Host south = hosts.all().get(1);
    Host west = hosts.all().get(2);
    Sshd sshd = new Sshd(north);
    sshd.startOn(south);
    north.writeConfig("ha.cf", "rw-r--r--", "bcast eth0\nnode north south west\n");
    north.writeConfig("haresources", "rw-r--r--", "north 10.0.0.1\n");
    north.writeConfig("authkeys", "rw-------", "auth 1\n1 sha1 SECRETSECRETSECRET\n");
    south.writeConfig("authkeys", "rw-r--r--", "old");
    String call = OurDaemon.home() + "/bin/ha_propagate --no-enable --ssh '" + sshd.command() + "' ";

    Command.Result dry = north.sh(call + "--dry-run south");
    assertThat(dry.exit()).as(dry.out() + dry.err()).isZero();
    assertThat(dry.out()).contains("missing ha.cf, missing haresources, differs authkeys");
    assertThat(south.sh("cat /etc/ha.d/authkeys").out()).isEqualTo("old");

    Command.Result done = north.sh(call);
    assertThat(done.exit()).as(done.out() + done.err()).isEqualTo(1);
    assertThat(done.out()).containsPattern("south +done").containsPattern("west +failed.*refused");
    assertThat(done.out() + done.err()).doesNotContain("SECRET").doesNotContain("north:");
    assertThat(south.sh("cd /etc/ha.d && cat ha.cf haresources authkeys && stat -c '%a %U' ha.cf authkeys").out())
        .isEqualTo("bcast eth0\nnode north south west\nnorth 10.0.0.1\nauth 1\n1 sha1 SECRETSECRETSECRET\n644 root\n600 root\n");
    assertThat(south.sh("ls -A /etc/ha.d | grep hb-propagate").out()).isEmpty();
    assertThat(west.sh("ls /etc/ha.d/ha.cf").exit()).isNotZero();
  }

  /** heartbeat.json with our own sections, and its secrets under another name, travel with ha.cf: all of them or none. */
  @Test
  void heartbeatJsonBesideHaCfTravelsToo(Hosts hosts) throws Exception {
    Assumptions.assumeTrue(Sshd.isInstalled(), "no openssh-server");
    Host north = hosts.all().get(0);
    Host south = hosts.all().get(1);
    Sshd sshd = new Sshd(north);
    sshd.startOn(south);
    String own = "{\"http\": {\"address\": \"127.0.0.1:9000\"}, \"secrets\": \"own.secrets.json\"}\n";
    String secrets = "{\"tokens\": [{\"name\": \"monitoring\", \"token\": \"SECRETSECRETSECRETSECRETSECRETSECRET\"}]}\n";
    north.writeConfig("ha.cf", "rw-r--r--", "bcast eth0\nnode north south\n");
    north.writeConfig("authkeys", "rw-------", "auth 1\n1 sha1 SECRETSECRETSECRET\n");
    north.writeConfig("heartbeat.json", "rw-r--r--", own);
    north.writeConfig("own.secrets.json", "rw-------", secrets);
    south.writeConfig("ha.cf", "rw-r--r--", "old");
    south.writeConfig("heartbeat.json", "rw-r--r--", "old");
    String call = OurDaemon.home() + "/bin/hb propagate --no-enable --ssh ";
    String whole = " '" + sshd.command() + "' ";

    assertThat(north.sh(call + whole + "--dry-run").out())
        .contains("differs ha.cf, differs heartbeat.json, missing own.secrets.json, missing authkeys");

    // cut inside the script, before its last line: what arrived does nothing
    for (int bytes : new int[] {900, 2_000, -3}) {
      String cut = north.home() + "/cut";
      north.sh("printf '#!/bin/sh\\nhead -c " + bytes + " | exec " + sshd.command() + " \"$@\"\\n' > " + cut + " && chmod 755 " + cut).orFail();
      assertThat(north.sh(call + cut).exit()).isEqualTo(5);
      assertThat(south.sh("cd /etc/ha.d && cat ha.cf heartbeat.json; ls -A | grep -c 'secrets\\|hb-propagate'").out()).isEqualTo("oldold0\n");
    }

    Command.Result done = north.sh(call + whole);
    assertThat(done.exit()).as(done.out() + done.err()).isZero();
    assertThat(done.out() + done.err()).doesNotContain("SECRET");
    assertThat(south.sh("cd /etc/ha.d && cat heartbeat.json own.secrets.json && stat -c '%n %a %U' heartbeat.json own.secrets.json ha.cf authkeys").out())
        .isEqualTo(own + secrets + "heartbeat.json 644 root\nown.secrets.json 600 root\nha.cf 644 root\nauthkeys 600 root\n");
    assertThat(south.sh("ls -A /etc/ha.d | grep -c hb-propagate").out()).isEqualTo("0\n");
    assertThat(north.sh(call + whole + "--dry-run").out()).contains("same heartbeat.json, same own.secrets.json");

    // a file that somebody changed there afterwards, or opened, is found by checksum and mode
    south.sh("cd /etc/ha.d && echo >> heartbeat.json && chmod 644 own.secrets.json").orFail();
    assertThat(north.sh(call + whole + "--dry-run").out()).contains("same ha.cf, differs heartbeat.json, differs own.secrets.json");

    north.writeConfig("heartbeat.json", "rw-r--r--", "{\"http\": ");
    Command.Result broken = north.sh(call + whole);
    assertThat(broken.exit()).as("what is wrong here does not travel").isEqualTo(5);
    assertThat(broken.err()).contains("heartbeat.json:1:");
  }

  /** Stand-ins on the PATH of sshd's sessions that write down how they are called; the real ones would find no service. */
  private static String fakes(Host host, String... names) {
    String directory = host.home() + "/fakes";
    host.sh("mkdir -p " + directory).orFail();
    for (String name : names) {
      host.sh("printf '#!/bin/sh\\necho %s \"$@\" >> %s/called\\n[ ! -e %s/fail ] || { echo no such service; exit 1; }\\n' "
          + name + " " + directory + " " + directory + " > " + directory + "/" + name + " && chmod 755 " + directory + "/" + name).orFail();
    }
    return "SetEnv PATH=" + directory + ":/usr/bin:/bin";
  }

  @Test
  @EnabledIfSystemProperty(named = "heartbeat.test.all", matches = "true")
  void theServiceIsEnabledByWhatTheOtherSideHas(Hosts hosts) throws Exception {
    Assumptions.assumeTrue(Sshd.isInstalled(), "no openssh-server");
    Host north = hosts.all().get(0);
    Host south = hosts.all().get(1);
    Host west = hosts.all().get(2);
    north.writeConfig("ha.cf", "rw-r--r--", "bcast eth0\nnode north south west\n");
    north.writeConfig("authkeys", "rw-------", "auth 1\n1 sha1 SECRETSECRETSECRET\n");
    Sshd sshd = new Sshd(north);
    sshd.startOn(south, fakes(south, "systemctl", "chkconfig", "update-rc.d"));
    sshd.startOn(west, fakes(west, "update-rc.d"));
    south.sh("mkdir -p /run/systemd/system").orFail();
    String call = OurDaemon.home() + "/bin/hb propagate --ssh '" + sshd.command() + "' ";

    Command.Result done = north.sh(call + "--json");
    assertThat(done.exit()).as(done.out() + done.err()).isZero();
    JsonArray report = new JsonArray(done.out());
    assertThat(report.stream().map(one -> ((JsonObject) one).getString("node") + " " + ((JsonObject) one).getString("result")))
        .containsExactly("south done", "west done");
    assertThat(report.getJsonObject(0).getString("text")).contains("enabled heartbeat by systemd");
    assertThat(report.getJsonObject(1).getString("text")).contains("enabled heartbeat by update-rc.d");
    assertThat(Command.text(south.home().resolve("fakes/called"))).isEqualTo("systemctl enable heartbeat\n");
    assertThat(Command.text(west.home().resolve("fakes/called"))).isEqualTo("update-rc.d heartbeat defaults\n");

    // without a running systemd chkconfig comes before update-rc.d; what fails is told and is no success
    south.sh("rmdir /run/systemd/system").orFail();
    west.sh("touch " + west.home() + "/fakes/fail").orFail();
    done = north.sh(call + "--service heartbeat-vertx");
    assertThat(done.exit()).as(done.out() + done.err()).isEqualTo(1);
    assertThat(done.out()).containsPattern("south +done +enabled heartbeat-vertx by chkconfig")
        .containsPattern("west +done +not enabled: update-rc.d: no such service");
    assertThat(Command.text(south.home().resolve("fakes/called"))).endsWith("chkconfig heartbeat-vertx on\n");
  }

  @Test
  @EnabledIfSystemProperty(named = "heartbeat.test.all", matches = "true")
  void anInterruptionLeavesAllOldFilesOrAllNewOnes(Hosts hosts) throws Exception {
    Assumptions.assumeTrue(Sshd.isInstalled(), "no openssh-server");
    Host north = hosts.all().get(0);
    Host south = hosts.all().get(1);
    north.writeConfig("ha.cf", "rw-r--r--", "bcast eth0\nnode north south\n");
    north.writeConfig("authkeys", "rw-------", "auth 1\n1 sha1 SECRETSECRETSECRET\n");
    south.writeConfig("ha.cf", "rw-r--r--", "old");
    south.writeConfig("authkeys", "rw-------", "old");
    Sshd sshd = new Sshd(north);
    // sync is the moment when everything is staged and nothing renamed: it takes its time here
    String path = fakes(south, "sync");
    south.sh("echo 'sleep 3' >> " + south.home() + "/fakes/sync").orFail();
    sshd.startOn(south, path);

    // what arrives in part does nothing, wherever it was cut
    for (int bytes : new int[] {1, 700, 1500, -3}) {
      String cut = north.home() + "/cut";
      north.sh("printf '#!/bin/sh\\nhead -c " + bytes + " | exec " + sshd.command() + " \"$@\"\\n' > " + cut + " && chmod 755 " + cut).orFail();
      assertThat(north.sh(OurDaemon.home() + "/bin/hb propagate --no-enable --ssh " + cut).exit()).isEqualTo(5);
      assertThat(south.sh("cat /etc/ha.d/ha.cf /etc/ha.d/authkeys; ls -A /etc/ha.d | grep -c hb-propagate").out()).isEqualTo("oldold0\n");
    }

    // Ctrl-C
    north.namespace().start(north.home().resolve("out"),
        List.of(OurDaemon.home() + "/bin/hb", "propagate", "--no-enable", "--ssh", sshd.command()));
    hosts.await("all is staged", LIMIT, () -> south.sh("cat " + south.home() + "/fakes/called 2>/dev/null").out().contains("sync"));
    assertThat(south.sh("cat /etc/ha.d/ha.cf /etc/ha.d/authkeys").out()).isEqualTo("oldold");
    north.sh("kill -INT $(pgrep -f '[c]li.Hb propagate')").orFail();
    hosts.await("the end of it there", LIMIT, () -> south.sh("pgrep -f '[s]h -s|fakes/[s]ync'").out().isBlank());
    String files = south.sh("cat /etc/ha.d/ha.cf /etc/ha.d/authkeys; ls -A /etc/ha.d | grep -c hb-propagate").out();
    assertThat(files).isIn("oldold0\n", "bcast eth0\nnode north south\nauth 1\n1 sha1 SECRETSECRETSECRET\n0\n");
    hosts.await("the end of it here", LIMIT, () -> north.sh("pgrep -f '[c]li.Hb propagate'").out().isBlank());
    System.out.println("after Ctrl-C: " + (files.startsWith("old") ? "all old" : "all new"));
  }
}
