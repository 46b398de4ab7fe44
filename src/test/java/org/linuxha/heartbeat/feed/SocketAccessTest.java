package org.linuxha.heartbeat.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.linuxha.heartbeat.bus.Peer;
import org.linuxha.heartbeat.bus.Permitted;

/** {@code apiauth api.sock}: who may use the Unix socket at all, by the credentials that the kernel noted. */
@Timeout(60)
class SocketAccessTest {
  private static final long NOBODY = 65_534;

  @TempDir Path runDir;

  private static SocketRules rules(Permitted socket) {
    return new SocketRules(FeedHouse.RULES.always(), Map.of(SocketRules.SOCKET, socket));
  }

  /** What curl is answered as that user and group. */
  private static String as(long user, long group, Path socket) throws Exception {
    Process curl = new ProcessBuilder("setpriv", "--reuid=" + user, "--regid=" + group, "--clear-groups", "curl", "-s", "-w",
        " %{http_code}", "--unix-socket", socket.toString(), "http://hb/api/v1/cluster").start();
    String answer = new String(curl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(curl.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return answer;
  }

  @Test
  void aLineSaysWhoMayConnect() throws Exception {
    assumeTrue("root".equals(System.getProperty("user.name")), "other users can be tried by root alone");
    for (Path each = runDir; each.startsWith("/tmp/"); each = each.getParent()) {
      Files.setPosixFilePermissions(each, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    FeedHouse house = new FeedHouse(runDir, rules(new Permitted(Set.of(4_242L), Set.of(4_343L))));
    try {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(house.socket))).isEqualTo("rw-rw-rw-");
      for (List<Long> named : List.of(List.of(0L, 0L), List.of(4_242L, NOBODY), List.of(NOBODY, 4_343L))) {
        assertThat(as(named.get(0), named.get(1), house.socket)).as("%s", named).endsWith(" 200");
      }
      assertThat(as(NOBODY, NOBODY, house.socket)).contains("HB764").endsWith(" 403");
    } finally {
      house.close();
    }
  }

  @Test
  void withoutALineTheModeOfTheFileDecides() {
    assertThat(FeedHouse.RULES.areWiderThanTheFile()).isFalse();
    assertThat(FeedHouse.RULES.mayConnect(new Peer(NOBODY, NOBODY))).as("the kernel let it").isTrue();
    assertThat(rules(new Permitted(Set.of(), Set.of())).mayConnect(new Peer(NOBODY, NOBODY))).isFalse();
  }
}
