package org.linuxha.heartbeat.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostEnvironmentTest {
  private final HostEnvironment host = new HostEnvironment();

  @TempDir
  Path etc;

  @Test
  void theLoopbackInterfaceIsReadyAndCanBroadcast() {
    assertThat(host.deviceProblem("lo")).isNull();
    assertThat(host.broadcastProblem("lo")).isNull();
    assertThat(host.deviceIndex("lo")).hasValue(1);
  }

  @Test
  void aMissingInterfaceIsSaidToBeMissing() {
    assertThat(host.deviceProblem("nosuchif0")).isEqualTo("it does not exist");
    assertThat(host.broadcastProblem("nosuchif0")).isEqualTo("it does not exist");
    assertThat(host.broadcastProblem("")).isEqualTo("it does not exist");
    assertThat(host.deviceIndex("nosuchif0")).isEmpty();
  }

  @Test
  void namesAndLiteralsResolveToLiterals() {
    assertThat(host.resolveIpv4("localhost")).isEqualTo("127.0.0.1");
    assertThat(host.resolveIpv4("10.9.0.2")).isEqualTo("10.9.0.2");
    assertThat(host.resolveIpv6("fe80::1")).isEqualTo("fe80:0:0:0:0:0:0:1");
    assertThat(host.resolveIpv4("fe80::1")).isNull();
    assertThat(host.resolveIpv6("10.9.0.2")).isNull();
    assertThat(host.resolveIpv4("nohost.invalid")).isNull();
    assertThat(host.resolveIpv4("")).isNull();
  }

  @Test
  void usersAndGroupsAreFoundByNameOnly() {
    assertThat(host.userExists("root")).isTrue();
    assertThat(host.groupExists("root")).isTrue();
    assertThat(host.userExists("0")).isFalse();
    assertThat(host.userExists("nosuchuser")).isFalse();
    assertThat(host.userExists("")).isFalse();
    assertThat(host.userExists("root:x")).isFalse();
    assertThat(host.userExists("--help")).isFalse();
  }

  @Test
  void filesAreToldApart() throws IOException {
    Path plain = Files.createFile(etc.resolve("plain"));
    assertThat(host.exists(plain.toString())).isTrue();
    assertThat(host.isExecutable(plain.toString())).isFalse();
    assertThat(host.isExecutable("/bin/sh")).isTrue();
    assertThat(host.isDirectory(etc.toString())).isTrue();
    assertThat(host.isCharacterDevice("/dev/null")).isTrue();
    assertThat(host.isCharacterDevice(plain.toString())).isFalse();
    assertThat(host.exists("/no/such/file")).isFalse();
    assertThat(host.isCharacterDevice("/no/such/file")).isFalse();
    assertThat(host.exists("a\0b")).isFalse();
  }

  @Test
  void servicesAreReadWithTheirAliases() throws IOException {
    Files.writeString(etc.resolve("services"), """
        # comment
        ssh        22/tcp
        ha-cluster 694/tcp
        ha-cluster 6940/udp  hearts # Heartbeat
        """);
    HostEnvironment host = new HostEnvironment(etc);
    assertThat(host.udpService("ha-cluster")).hasValue(6940);
    assertThat(host.udpService("hearts")).hasValue(6940);
    assertThat(host.udpService("ssh")).isEmpty();
    assertThat(new HostEnvironment(Path.of("/no/such")).udpService("ssh")).isEmpty();
  }
}
