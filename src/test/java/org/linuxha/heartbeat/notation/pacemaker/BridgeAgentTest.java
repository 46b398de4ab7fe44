package org.linuxha.heartbeat.notation.pacemaker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** ocf:linuxha:haresource calls a heartbeat-style script as haresources did and says in OCF's terms what it said in words. */
class BridgeAgentTest {
  private static final String SCRIPT = """
      #!/bin/sh
      for last; do :; done
      echo "$*" >> "$0.calls"
      case $last in
        start) touch "$0.runs" ;;
        stop) rm -f "$0.runs" ;;
        status) [ -e "$0.runs" ] && echo running || echo not running ;;
      esac
      exit 0
      """;

  @TempDir Path home;

  private int agent(String resource, String action) throws Exception {
    ProcessBuilder builder = new ProcessBuilder("conf/ocf/haresource", action)
        .redirectErrorStream(true).redirectOutput(home.resolve("said").toFile());
    builder.environment().put("OCF_RESKEY_resource", resource);
    builder.environment().put("OCF_RESKEY_directories", home.toString());
    Process process = builder.start();
    assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  @Test
  void callsTheScriptAsHaresourcesDid() throws Exception {
    Path script = Files.writeString(home.resolve("mine"), SCRIPT);
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    assertThat(agent("mine::/dev/a::b", "monitor")).isEqualTo(7);
    assertThat(agent("mine::/dev/a::b", "start")).isZero();
    assertThat(agent("mine::/dev/a::b", "monitor")).isZero();
    assertThat(agent("mine::/dev/a::b", "stop")).isZero();
    assertThat(agent("mine::/dev/a::b", "monitor")).isEqualTo(7);
    assertThat(Files.readString(home.resolve("mine.calls")).lines().distinct())
        .containsExactlyInAnyOrder("/dev/a b status", "/dev/a b start", "/dev/a b stop");
    assertThat(agent("mine", "start")).isZero();
    assertThat(Files.readString(home.resolve("mine.calls"))).endsWith("status\nstart\n");
  }

  @Test
  void aMissingScriptDoesNotRunAndCannotBeStarted() throws Exception {
    assertThat(agent("none::x", "monitor")).isEqualTo(7);
    assertThat(agent("none::x", "start")).isEqualTo(5);
    assertThat(agent("../bin/none", "start")).isEqualTo(5);
    assertThat(agent("none::x", "stop")).isZero();
    assertThat(agent("", "start")).isEqualTo(6);
  }
}
