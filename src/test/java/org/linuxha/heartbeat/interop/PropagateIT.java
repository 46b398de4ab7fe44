package org.linuxha.heartbeat.interop;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** hb propagate, called as the guide does, with sshd on the other hosts. */
@Interop({"north", "south", "west"})
class PropagateIT {
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
}
