package org.linuxha.heartbeat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.linuxha.heartbeat.auth.AuthKeysParser;

/** hb keygen: a new key every time, for the owner alone, never over another and never printed. */
class KeygenCommandTest {
  @TempDir Path home;
  private final StringWriter said = new StringWriter();

  private int keygen(String... more) {
    String[] all = new String[more.length + 3];
    all[0] = "keygen";
    all[1] = "-o";
    all[2] = home.resolve("authkeys").toString();
    System.arraycopy(more, 0, all, 3, more.length);
    PrintWriter writer = new PrintWriter(said, true);
    return Hb.run(writer, writer, all);
  }

  @Test
  void oneKeyForTheOwnerAlone() throws Exception {
    Path file = home.resolve("authkeys");
    assertThat(keygen()).isEqualTo(Exit.OK);
    String first = Files.readString(file);
    assertThat(first).matches("auth 1\n1 sha1 [0-9a-f]{64}\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
    assertThat(AuthKeysParser.parse("authkeys", first).problems()).isEmpty();
    assertThat(said.toString()).doesNotContain(first.substring(14, 40));

    assertThat(keygen()).isEqualTo(Exit.FAILED);
    assertThat(Files.readString(file)).isEqualTo(first);
    assertThat(said.toString()).contains("HB961");

    assertThat(keygen("--force")).isEqualTo(Exit.OK);
    assertThat(Files.readString(file)).isNotEqualTo(first).hasSameSizeAs(first);
  }
}
