package org.linuxha.heartbeat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script that a node runs: all files or none, however much of it arrives. */
class RemoteScriptTest {
  private static final List<RemoteScript.Item> ITEMS = List.of(
      new RemoteScript.Item("ha.cf", "644", "node it's\n$HOME `x` END\nEND\n".repeat(20).getBytes(StandardCharsets.UTF_8)),
      new RemoteScript.Item("authkeys", "600", "auth 1\n1 sha1 \u00e9\n".getBytes(StandardCharsets.ISO_8859_1)));

  @TempDir Path home;
  private Path there;

  @BeforeEach
  void old() throws IOException {
    there = Files.createDirectory(home.resolve("it's there"));
    Files.writeString(there.resolve("ha.cf"), "old");
    Files.writeString(there.resolve("authkeys"), "old");
  }

  private String run(int exit, String script) throws Exception {
    Path said = home.resolve("said");
    Process process = new ProcessBuilder("sh", "-s").redirectErrorStream(true).redirectOutput(said.toFile()).start();
    try (OutputStream to = process.getOutputStream()) {
      to.write(script.getBytes(StandardCharsets.UTF_8));
    }
    assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    String text = Files.readString(said);
    if (exit >= 0) {
      assertThat(process.exitValue()).as(text).isEqualTo(exit);
    }
    return text;
  }

  private void nothingHasChanged() throws IOException {
    assertThat(there.resolve("ha.cf")).hasContent("old");
    assertThat(there.resolve("authkeys")).hasContent("old");
    try (Stream<Path> all = Files.list(there)) {
      assertThat(all).hasSize(2);
    }
  }

  @Test
  void allFilesArriveWithTheirModes() throws Exception {
    assertThat(run(0, RemoteScript.compare(there.toString(), ITEMS))).contains("differs ha.cf\ndiffers authkeys\n" + RemoteScript.DONE);
    nothingHasChanged();
    assertThat(run(0, RemoteScript.of(there.toString(), ITEMS, ""))).isEqualTo(RemoteScript.DONE + "\n");
    for (RemoteScript.Item item : ITEMS) {
      assertThat(there.resolve(item.name())).hasBinaryContent(item.content());
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(there.resolve("authkeys")))).isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(there.resolve("ha.cf")))).isEqualTo("rw-r--r--");
    assertThat(run(0, RemoteScript.compare(there.toString(), ITEMS))).contains("same ha.cf\nsame authkeys\n");
  }

  @Test
  void aScriptThatArrivesInPartDoesNothing() throws Exception {
    String whole = RemoteScript.of(there.toString(), ITEMS, "");
    for (int cut = whole.length() / 12; cut < whole.length() - "main\n".length(); cut += whole.length() / 12) {
      assertThat(run(-1, whole.substring(0, cut))).doesNotContain(RemoteScript.DONE);
      nothingHasChanged();
    }
    assertThat(run(-1, whole.substring(0, whole.length() - "main\n".length()))).doesNotContain(RemoteScript.DONE);
    nothingHasChanged();
  }

  @Test
  void oneFileThatArrivesWrongStopsAll() throws Exception {
    String damaged = RemoteScript.of(there.toString(), ITEMS, "").replace(ITEMS.get(1).sum(), ITEMS.get(0).sum());
    assertThat(run(1, damaged)).contains("checksum").doesNotContain(RemoteScript.DONE);
    nothingHasChanged();
  }
}
