package org.linuxha.heartbeat.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** DNS rebinding (Host) and pages of other sites (Origin). */
class HostGuardTest {
  @ParameterizedTest
  @ValueSource(strings = {"localhost", "localhost:8694", "127.0.0.1:8694", "LocalHost:9999", "[::1]:8694"})
  void namesOfThisMachineAreServed(String host) {
    assertThat(HostGuard.namesThisMachine(List.of(host))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "evil.example", "evil.example:8694", "localhost.evil.example", "127.0.0.1.evil.example", "", ":", "0.0.0.0",
    "user@localhost", "localhost, evil.example", "192.168.0.1"
  })
  void otherNamesAreNot(String host) {
    assertThat(HostGuard.namesThisMachine(List.of(host))).isFalse();
  }

  @Test
  void noHostAndTwoHostsAreNot() {
    assertThat(HostGuard.namesThisMachine(List.of())).isFalse();
    assertThat(HostGuard.namesThisMachine(List.of("localhost", "localhost"))).isFalse();
  }

  @Test
  void onlyOurOwnPagesMayCall() {
    List<String> host = List.of("localhost:8694");
    assertThat(HostGuard.isOurs("http", List.of(), host)).isTrue();
    assertThat(HostGuard.isOurs("http", List.of("http://localhost:8694"), host)).isTrue();
    for (String origin : List.of("http://evil.example", "null", "http://localhost:3000", "https://localhost:8694")) {
      assertThat(HostGuard.isOurs("http", List.of(origin), host)).as(origin).isFalse();
    }
    assertThat(HostGuard.isOurs("http", List.of("http://localhost:8694", "http://localhost:8694"), host)).isFalse();
    assertThat(HostGuard.isOurs("https", List.of("https://localhost:8694"), host)).isTrue();
    assertThat(HostGuard.isOurs("https", List.of("http://localhost:8694"), host)).as("a page that was changed on its way").isFalse();
  }
}
