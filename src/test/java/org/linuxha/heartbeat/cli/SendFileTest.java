package org.linuxha.heartbeat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What hb send says of a file that it cannot send. */
class SendFileTest {
  @Test
  void aMissingFileIsSaidSo(@TempDir Path folder) {
    StringWriter said = new StringWriter();
    CommandLine command = new CommandLine(new SendCommand());
    command.setErr(new PrintWriter(said));
    Path missing = folder.resolve("gone");
    int status = command.execute("--socket", folder.resolve("api.sock").toString(), "--file", missing.toString());
    assertThat(status).isEqualTo(Exit.USAGE);
    assertThat(said.toString()).contains(missing + " cannot be read: there is no such file");
  }
}
