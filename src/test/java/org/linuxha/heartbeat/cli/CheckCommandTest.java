package org.linuxha.heartbeat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code hb check}: what it prints, and what its exit status says. */
class CheckCommandTest {
  @TempDir Path config;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int check(String haCf, String... more) throws IOException {
    Files.writeString(config.resolve("ha.cf"), haCf);
    Files.writeString(config.resolve("haresources"), "");
    Files.writeString(config.resolve("authkeys"), "auth 1\n1 sha1 topsecret\n");
    Files.setPosixFilePermissions(config.resolve("authkeys"), PosixFilePermissions.fromString("rw-------"));
    List<String> line = new java.util.ArrayList<>(List.of("check", "--config-dir", config.toString(), "--run-dir",
        config + "/run", "--state-dir", config + "/state", "--node", "alice"));
    line.addAll(List.of(more));
    out.getBuffer().setLength(0);
    return Hb.run(new PrintWriter(out), new PrintWriter(err), line.toArray(String[]::new));
  }

  @Test
  void warningsEndWithOneAndErrorsWithFive() throws IOException {
    assertThat(check("mcast lo 239.0.0.1 46941 0 1\nnode alice bob\nauto_failback off\nkeepalive 1\ndeadtime 4\n"))
        .isEqualTo(Exit.DEGRADED);
    assertThat(out.toString()).containsSubsequence("SEVERITY", "warn", "HB126", "ha.cf:5", "Deadtime (4000 ms)",
        "What to do:", "HB126", "Raise deadtime", "deadtime takes time above 2", "The daemon starts: warnings ");
    assertThat(check("mcast lo 239.0.0.1 46941 0 1\nnode bob\nauto_failback off\n")).isEqualTo(Exit.FAILED);
    assertThat(out.toString()).containsSubsequence("error", "HB112", "The daemon would not start: errors 1");
    assertThat(check("bogus\n")).isEqualTo(Exit.FAILED);
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void jsonHasTheSame() throws IOException {
    assertThat(check("mcast lo 239.0.0.1 46941 0 1\nnode alice bob\nauto_failback off\nkeepalive 1\ndeadtime 4\n", "--json"))
        .isEqualTo(Exit.DEGRADED);
    JsonObject tight = new JsonObject(out.toString()).getJsonArray("findings").stream().map(JsonObject.class::cast)
        .filter(one -> one.getString("id").equals("HB126")).findFirst().orElseThrow();
    assertThat(tight.getString("severity")).isEqualTo("warn");
    assertThat(tight.getString("place")).isEqualTo("ha.cf:5");
    assertThat(tight.getString("remedy")).startsWith("Raise deadtime");
    assertThat(tight.getJsonObject("directive").getString("choose")).contains("Late heartbeat");
    assertThat(out.toString()).doesNotContain("topsecret");
  }

  @Test
  @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void pipesInThePlaceOfFilesAreErrors() throws Exception {
    check("mcast lo 239.0.0.1 46941 0 1\nnode alice\nauto_failback off\n");
    for (String name : List.of("heartbeat.json", "authkeys", "ha.cf")) {
      Files.deleteIfExists(config.resolve(name));
      assertThat(new ProcessBuilder("mkfifo", "-m", "600", config.resolve(name).toString()).start().waitFor()).isZero();
      out.getBuffer().setLength(0);
      assertThat(Hb.run(new PrintWriter(out), new PrintWriter(err), "check", "--config-dir", config.toString(), "--node", "alice")).isEqualTo(Exit.FAILED);
      assertThat(out.toString()).contains(name).contains("it is a pipe, a socket or a device, and no file");
      assertThat(Hb.run(new PrintWriter(out), new PrintWriter(err), "convert", config.toString())).as(name).isEqualTo(Exit.FAILED);
    }
    assertThat(err.toString()).contains("Cannot read " + config.resolve("authkeys") + " (it is a pipe")
        .contains("Cannot read " + config.resolve("ha.cf") + " (it is a pipe");
  }

  @Test
  void aNameThatIsNoDirectoryIsAnErrorOfTheConfigurationAndWrongUseIsTwo() throws IOException {
    assertThat(Hb.run(new PrintWriter(out), new PrintWriter(err), "check", "--config-dir", config + "/none", "--node", "a",
        "--json")).isEqualTo(Exit.FAILED);
    assertThat(out.toString()).contains("HB100", "HB200");
    assertThat(Hb.run(new PrintWriter(out), new PrintWriter(err), "check", "--bogus")).isEqualTo(Exit.USAGE);
  }
}
