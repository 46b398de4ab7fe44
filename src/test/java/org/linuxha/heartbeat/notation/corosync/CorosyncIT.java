package org.linuxha.heartbeat.notation.corosync;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code corosync -t} judges what {@code --to corosync.conf} writes, on a host that is one of the nodes. */
class CorosyncIT {
  private static final int KEY_BYTES = 128;

  @TempDir Path home;

  private String judged(int exit, String text) throws Exception {
    Path key = Files.write(home.resolve("key"), new byte[KEY_BYTES]);
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    Files.writeString(home.resolve("hosts"), "10.0.0.1 alice\n10.0.0.2 bob\n10.0.0.3 carol\n");
    Files.writeString(home.resolve("corosync.conf"), text.replace("version: 2\n", "version: 2\n  keyfile: " + key + "\n"));
    Process process = new ProcessBuilder("unshare", "--uts", "--net", "--mount", "sh", "-c",
        "mount --bind hosts /etc/hosts && hostname alice && ip link set lo up && ip addr add 10.0.0.1/24 dev lo && ip addr add 10.0.1.1/24 dev lo"
            + " && exec corosync -t -c corosync.conf")
        .directory(home.toFile()).redirectErrorStream(true).redirectOutput(home.resolve("said").toFile()).start();
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    String said = Files.readString(home.resolve("said"));
    assertThat(process.exitValue()).as(said).isEqualTo(exit);
    return said;
  }

  @Test
  void corosyncTakesIt() throws Exception {
    Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/sbin/corosync")), "no corosync");
    String two = CorosyncTest.written("keepalive 1\ndeadtime 8\nbcast eth0\ncluster mine\nnode alice bob\n").text();
    assertThat(judged(0, two)).doesNotContain("error").doesNotContain("warning");
    judged(0, CorosyncTest.written("keepalive 200ms\ndeadtime 1\nbcast eth0\nnode alice bob carol\n").text());
    String links = CorosyncTest.written("keepalive 1\ndeadtime 8\nbcast eth0\nucast eth1 10.0.1.1 # alice\nucast eth1 10.0.1.2 # bob\nnode alice bob\n").text();
    assertThat(links).contains("ring1_addr: 10.0.1.2");
    assertThat(judged(0, links)).doesNotContain("error").doesNotContain("warning");
    assertThat(judged(8, links.replace("ring1_addr: 10.0.1.2\n", "\n"))).as("it looks at the second link").contains("same number of links");
    assertThat(judged(8, two.replace("token: 8000", "token: 8"))).contains("token timeout");
  }
}
