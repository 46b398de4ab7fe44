package org.linuxha.heartbeat.setup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.linuxha.heartbeat.config.HttpAddress;
import org.linuxha.heartbeat.config.Environment;
import org.linuxha.heartbeat.config.hacf.AnyHost;
import org.linuxha.heartbeat.config.hacf.HaCfPage;
import org.linuxha.heartbeat.problem.Code;
import org.linuxha.heartbeat.problem.Problem;

/** Each finding that docs/ha.cf.md promises is made when there is reason for it, and none without. */
class NodeCheckTest {
  private static final String GOOD =
      "mcast eth0 239.0.0.1 %d 0 1\nserial /dev/ttyS7\nnode alice bob\nkeepalive 1\ndeadtime 10\nauto_failback off\n";

  @TempDir Path config;
  private Environment environment = new AnyHost();
  private int port;
  private Optional<HttpAddress> http = Optional.empty();

  @BeforeEach
  void nothingIsWrong() throws IOException {
    try (DatagramSocket socket = new DatagramSocket()) {
      port = socket.getLocalPort();
    }
    write("ha.cf", haCf(""), "rw-r--r--");
    write("authkeys", "auth 1\n1 sha1 0123456789abcdef0123456789abcdef\n", "rw-------");
    write("haresources", "", "rw-r--r--");
  }

  private String haCf(String more) {
    return String.format(GOOD, port) + more;
  }

  private void write(String name, String text, String mode) throws IOException {
    Files.writeString(config.resolve(name), text);
    Files.setPosixFilePermissions(config.resolve(name), PosixFilePermissions.fromString(mode));
  }

  private List<Advised> findings() {
    Places places = Places.of(config, config.resolve("run"), config.resolve("state"));
    return new NodeCheck(places, environment).findings("alice", false, http);
  }

  private Set<Code> codes() {
    Set<Code> codes = EnumSet.noneOf(Code.class);
    findings().forEach(finding -> codes.add(finding.problem().code()));
    return codes;
  }

  private Problem only(Code code) {
    List<Problem> found = findings().stream().map(Advised::problem).filter(problem -> problem.code() == code).toList();
    assertThat(found).as("%s", findings()).hasSize(1);
    return found.get(0);
  }

  @Test
  void nothingIsSaidOfAGoodNode() {
    assertThat(findings()).isEmpty();
  }

  @Test
  void whatTheDaemonWouldSayIsSaidWithItsLineAndTheDirectivesGuidance() throws IOException {
    write("ha.cf", haCf("deadtime 1\nbogus 1\n"), "rw-r--r--");
    List<Advised> found = findings();
    assertThat(found).extracting(one -> one.problem().code()).contains(Code.DEADTIME_TOO_SMALL, Code.DIRECTIVE_UNKNOWN);
    Advised tight = found.stream().filter(one -> one.problem().code() == Code.DEADTIME_TOO_SMALL).findFirst().orElseThrow();
    assertThat(tight.problem().place()).isEqualTo("ha.cf:7");
    assertThat(tight.guidance()).isEqualTo(HaCfPage.about("deadtime")).isPresent();
  }

  @Test
  void errorsComeBeforeWarnings() throws IOException {
    write("ha.cf", haCf("deadtime 3\nbogus 1\n"), "rw-rw-rw-");
    assertThat(findings()).extracting(one -> one.problem().code().severity()).isSortedAccordingTo((a, b) -> b.compareTo(a));
  }

  @Test
  void aShortDeadtimeNamesItsLine() throws IOException {
    write("ha.cf", haCf("deadtime 3\n"), "rw-r--r--");
    assertThat(only(Code.DEADTIME_TIGHT).place()).isEqualTo("ha.cf:7");
  }

  @Test
  void oneLinkAndAUcastThatLeadsHome() throws IOException {
    write("ha.cf", "udpport " + port + "\nucast lo 127.0.0.1\nnode alice bob\nauto_failback off\ndeadtime 10\n", "rw-r--r--");
    assertThat(codes()).containsExactlyInAnyOrder(Code.ONE_LINK, Code.UCAST_TO_NOBODY);
    write("ha.cf", "udpport " + port + "\nucast lo 127.0.0.1\nucast lo 192.0.2.7\nnode alice bob\nauto_failback off\ndeadtime 10\n",
        "rw-r--r--");
    assertThat(codes()).containsExactly(Code.ONE_LINK);
  }

  @Test
  void aNameThatEveryMachineHas() throws IOException {
    write("ha.cf", haCf("node localhost.localdomain\n"), "rw-r--r--");
    assertThat(only(Code.NODE_NAME_COMMON).place()).isEqualTo("ha.cf:7");
  }

  @Test
  void aPortOfAnotherProgramIsNamedWithIt() throws IOException {
    try (DatagramSocket taken = new DatagramSocket(port)) {
      assertThat(only(Code.PORT_TAKEN).text()).contains("port " + port, "[pid " + ProcessHandle.current().pid() + "]");
      assertThat(taken.isBound()).isTrue();
    }
    assertThat(codes()).isEmpty();
  }

  @Test
  void theHttpPortOfAnotherProgramIsNamedWithIt() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      http = Optional.of(new HttpAddress("127.0.0.1", taken.getLocalPort()));
      assertThat(only(Code.HTTP_PORT_USED).text())
          .contains("TCP port " + taken.getLocalPort(), "[pid " + ProcessHandle.current().pid() + "]");
    }
    assertThat(codes()).isEmpty();
  }

  @Test
  void aLineThatCannotCarryTheSignsOfLife() throws IOException {
    write("ha.cf", haCf("baud 9600\nserial /dev/ttyS8\nkeepalive 200ms\n"), "rw-r--r--");
    assertThat(only(Code.SERIAL_TOO_SLOW).text()).isEqualTo(
        "/dev/ttyS8 carries 960 bytes a second at 9600 baud, and 1 node at a keepalive of 200 ms need 1250.");
    write("ha.cf", haCf("node carol dave\nkeepalive 500ms\n"), "rw-r--r--");
    assertThat(codes()).as("three others at 19200: 1500 of 1920 bytes").isEmpty();
    write("ha.cf", haCf("node carol dave erin\nkeepalive 500ms\n"), "rw-r--r--");
    assertThat(codes()).containsExactly(Code.SERIAL_TOO_SLOW);
  }

  @Test
  void weakKeys() throws IOException {
    write("authkeys", "auth 1\n1 crc\n", "rw-------");
    assertThat(codes()).containsExactly(Code.KEY_IS_CHECKSUM);
    write("authkeys", "auth 3\n1 crc\n3 md5 topsecret\n", "rw-------");
    assertThat(codes()).containsExactlyInAnyOrder(Code.KEY_SHORT, Code.KEY_METHOD_OLD);
    assertThat(findings().toString()).doesNotContain("topsecret");
  }

  @Test
  void permissions() throws IOException {
    write("ha.cf", haCf("stonith_host * external/x topsecret\n"), "rw-rw-r--");
    Files.writeString(config.resolve("run"), "");
    assertThat(codes()).containsExactlyInAnyOrder(
        Code.FILE_WRITABLE_BY_OTHERS, Code.PASSWORD_READABLE_BY_OTHERS, Code.PLACE_UNUSABLE);
    assertThat(findings().toString()).doesNotContain("topsecret");
  }

  @Test
  void theUsersOfTheClusterAreMissed() {
    AnyHost all = new AnyHost();
    environment = (Environment) Proxy.newProxyInstance(
        Environment.class.getClassLoader(), new Class<?>[] {Environment.class}, (proxy, method, arguments) -> {
          if (method.getName().equals("groupExists")) {
            return false;
          }
          try {
            return method.invoke(all, arguments);
          } catch (InvocationTargetException e) {
            throw e.getCause();
          }
        });
    assertThat(only(Code.STANDARD_USER_MISSING).text()).contains("haclient");
  }

  @Test
  void aNodeOfHeartbeatJsonIsCheckedToo() throws IOException {
    Files.delete(config.resolve("ha.cf"));
    write("heartbeat.json", """
        {
          "cluster": {"nodes": ["alice", "bob"]},
          "timing": {"keepaliveMillis": 1000, "deadtimeMillis": 4000},
          "network": {"media": [{"kind": "mcast", "device": "eth0", "group": "239.0.0.1", "ttl": 0, "loop": true}]},
          "resources": {"autoFailback": false}
        }
        """, "rw-rw-rw-");
    assertThat(codes()).contains(Code.DEADTIME_TIGHT, Code.ONE_LINK, Code.FILE_WRITABLE_BY_OTHERS);
    assertThat(only(Code.DEADTIME_TIGHT).place()).isEqualTo("heartbeat.json");
  }
}
