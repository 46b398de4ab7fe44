package org.linuxha.heartbeat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** hb report without a daemon, with a stand-in for ssh, and hb report --read of good and bad archives. */
@Timeout(60)
class ReportCommandTest {
  /** One for each place where a secret may be; all of them must be gone. */
  private static final String[] PLANTED = {
    "PLANTED-active-key", "PLANTED-other-key", "PLANTED-old-key", "PLANTED-fence", "PLANTED-env", "PLANTED-option", "PLANTED-token",
    "PLANTED-bearer", "PLANTED-url", "PLANTED-pem", "PLANTED-json-key", "PLANTED-api-token-of-32-characters-and-more", "c0ffeec0ffeec0ffeec0ffeec0ffeec0ffeec0ffeec0ffeec0ffeec0ffeec0ff", "PLANTED-json-token", "PLANTED-json-arg", "1234567890"
  };

  @TempDir Path home;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int hb(String... arguments) {
    return Hb.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
  }

  private void write(String name, String text) throws IOException {
    Files.createDirectories(home.resolve(name).getParent());
    Files.writeString(home.resolve(name), text);
  }

  private void configuration() throws IOException {
    write("ha.d/nodeinfo", "alice\n");
    write("ha.d/ha.cf", """
        node alice bob
        bcast eth0
        logfile %1$s/log/ha-log
        debugfile %1$s/log/ha-debug
        stonith_host alice external/ipmi 10.0.0.9 admin PLANTED-fence
        env PASSWORD=PLANTED-env
        respawn root /bin/agent --password PLANTED-option --url http://me:PLANTED-url@example.org/
        """.formatted(home));
    write("ha.d/authkeys", "auth 1\n1 sha1 PLANTED-active-key\n2 md5 PLANTED-other-key\n# 3 sha1 PLANTED-old-key\n4 sha1 1234567890\n");
    write("ha.d/haresources", "alice 10.0.0.1\n");
    write("ha.d/heartbeat.json", """
        {"secrets": "other.json", "http": {"tokens": ["PLANTED-json-token"], "apiToken": "PLANTED-token"},
         "tls": {"certificate": "/etc/a.pem", "key": "/etc/a.key"},
         "tokens": [{"name": "monitoring", "token": "PLANTED-api-token-of-32-characters-and-more"}, {"name": "b", "sha256": "c0ffeec0ffeec0ffeec0ffeec0ffeec0ffeec0ffeec0ffeec0ffeec0ffeec0ff"}]}""");
    write("ha.d/other.json", """
        {"keys": {"active": 1, "all": [{"number": 1, "method": "sha1", "key": "PLANTED-json-key"}]},
         "stonith": [{"host": "alice", "arguments": ["PLANTED-json-arg"]}], "comments": {"/keys": {"before": ["was PLANTED-old-key"]}}}""");
    StringBuilder log = new StringBuilder("Nov 25 23:59:59 alice heartbeat: [1]: info: first\n");
    for (String secret : PLANTED) {
      log.append("Nov 26 00:00:00 alice heartbeat: [1]: ERROR: somebody logged >").append(secret).append("< here\n");
    }
    write("log/ha-log", log.toString().replace("PLANTED-bearer", "authorization: Bearer PLANTED-bearer")
        .replace("PLANTED-pem", "-----BEGIN PRIVATE KEY-----PLANTED-pem-----END PRIVATE KEY-----") + "  a line without a time\n");
    write("log/ha-debug", "Nov 25 23:59:59 alice heartbeat: [1]: info: first\nNov 26 00:00:01 alice heartbeat: [1]: debug: last\n");
  }

  private static Map<String, byte[]> members(Path archive) throws Exception {
    return ReportArchive.members(new ByteArrayInputStream(Files.readAllBytes(archive)), "archive");
  }

  private int report(String... more) throws IOException {
    write("ssh", "#!/bin/sh\nexec sh -s\n");
    Files.setPosixFilePermissions(home.resolve("ssh"), PosixFilePermissions.fromString("rwx------"));
    String[] fixed = {"report", "--config-dir", home.resolve("ha.d").toString(), "--run-dir", home.resolve("run").toString(),
        "--state-dir", home.resolve("lib").toString(), "--ssh", home.resolve("ssh").toString(), "--hb", "no-such-hb",
        "-o", home.resolve("r.tar.gz").toString()};
    String[] all = java.util.Arrays.copyOf(fixed, fixed.length + more.length);
    System.arraycopy(more, 0, all, fixed.length, more.length);
    return hb(all);
  }

  @Test
  void noSecretIsInTheArchiveWhereverItStood() throws Exception {
    configuration();
    assertThat(report()).as(err.toString()).isEqualTo(Exit.DEGRADED);
    Path archive = home.resolve("r.tar.gz");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(archive))).isEqualTo("rw-------");
    Map<String, byte[]> members = members(archive);
    assertThat(members.keySet()).contains("hb-report/report.json", "hb-report/alice/config/ha.cf", "hb-report/alice/config/authkeys",
        "hb-report/alice/config/haresources", "hb-report/alice/config/heartbeat.json", "hb-report/alice/config/heartbeat.secrets.json",
        "hb-report/alice/log/ha-log", "hb-report/alice/log/ha-debug", "hb-report/bob/config/authkeys", "hb-report/bob/log/ha-log");
    members.forEach((name, content) -> assertThat(new String(content, StandardCharsets.ISO_8859_1)).as(name).doesNotContain(PLANTED));
    // what is no secret is still there
    String haCf = new String(members.get("hb-report/alice/config/ha.cf"), StandardCharsets.UTF_8);
    assertThat(haCf).contains("node alice bob", "stonith_host alice external/ipmi (removed)", "env PASSWORD=(removed)", "http://me:(removed)@example.org/");
    assertThat(new String(members.get("hb-report/bob/config/authkeys"), StandardCharsets.UTF_8))
        .isEqualTo("auth 1\n1 sha1 (removed)\n2 md5 (removed)\n4 sha1 (removed)\n");
    assertThat(new JsonObject(new String(members.get("hb-report/alice/config/heartbeat.secrets.json"), StandardCharsets.UTF_8))
        .getJsonObject("keys").getInteger("active")).isEqualTo(1);
    assertThat(out.toString() + err).doesNotContain(PLANTED).containsPattern("alice +no daemon +.*HB950");
  }

  @Test
  void theTimelineIsThatOfAllNodesAndADebugFileRepeatsNothing() throws Exception {
    configuration();
    write("log/ha-log", "Nov 25 23:59:59 alice heartbeat: [1]: info: first \u001b[31m\n  more of it\n");
    report();
    out.getBuffer().setLength(0);
    assertThat(hb("report", "--read", home.resolve("r.tar.gz").toString())).as(err.toString()).isEqualTo(Exit.OK);
    assertThat(out.toString()).containsPattern("alice: no daemon, hb hb .*java .*kernel ").contains("HB950")
        .containsPattern("\\d{4}-11-25 23:59:59.000  alice  ha-log: alice heartbeat: \\[1]: info: first \\?\\[31m\n"
            + "\\d{4}-11-25 23:59:59.000  alice  ha-log:   more of it\n");
    assertThat(out.toString().lines().filter(line -> line.contains("23:59:59")).map(line -> line.substring(25).replaceAll("\\[.*", "")))
        .containsExactly("alice  ha-log: alice heartbeat: ", "alice  ha-log:   more of it", "alice  ha-debug: alice heartbeat: ",
            "bob    ha-log: alice heartbeat: ", "bob    ha-log:   more of it", "bob    ha-debug: alice heartbeat: ");
    out.getBuffer().setLength(0);
    assertThat(hb("report", "--json", "--read", home.resolve("r.tar.gz").toString(), "bob")).isEqualTo(Exit.OK);
    assertThat(out.toString().lines().map(line -> new JsonObject(line).getString("node")).collect(Collectors.toSet())).containsExactly("bob");
  }

  @Test
  void aNodeThatIsNotReachedIsNamedWithTheReasonAndTheRestIsWritten() throws Exception {
    configuration();
    report();
    write("ssh", "#!/bin/sh\necho 'Permission denied (publickey).' >&2\nexit 255\n");
    out.getBuffer().setLength(0);
    assertThat(hb("report", "--config-dir", home.resolve("ha.d").toString(), "--run-dir", home.toString(), "--ssh", home.resolve("ssh").toString(),
        "--force", "-o", home.resolve("r.tar.gz").toString())).isEqualTo(Exit.DEGRADED);
    assertThat(out.toString()).containsPattern("bob +failed +Permission denied \\(publickey\\)");
    out.getBuffer().setLength(0);
    hb("report", "--read", home.resolve("r.tar.gz").toString());
    assertThat(out.toString()).contains("bob: not reached: Permission denied");
    assertThat(report()).isEqualTo(Exit.FAILED);
    assertThat(err.toString()).contains("HB961");
  }

  private int read(byte[] archive) throws IOException {
    Files.write(home.resolve("bad.tar.gz"), archive);
    err.getBuffer().setLength(0);
    return hb("report", "--read", home.resolve("bad.tar.gz").toString());
  }

  private static byte[] about(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] withMember(String name, byte type, int size) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(bytes), "UTF-8")) {
      byte[] about = about("{\"format\":\"hb-report\",\"version\":1,\"nodes\":{}}");
      TarArchiveEntry first = new TarArchiveEntry("hb-report/report.json");
      first.setSize(about.length);
      tar.putArchiveEntry(first);
      tar.write(about);
      tar.closeArchiveEntry();
      TarArchiveEntry entry = new TarArchiveEntry(name, type, true);
      entry.setSize(size);
      tar.putArchiveEntry(entry);
      byte[] zeros = new byte[65_536];
      for (int left = size; left > 0; left -= zeros.length) {
        tar.write(zeros, 0, Math.min(left, zeros.length));
      }
      tar.closeArchiveEntry();
    }
    return bytes.toByteArray();
  }

  @Test
  void aForeignOrDamagedArchiveIsRefusedWithTheReason() throws Exception {
    assertThat(read("no archive at all".getBytes(StandardCharsets.UTF_8))).isEqualTo(Exit.FAILED);
    assertThat(err.toString()).startsWith("HB970 bad.tar.gz cannot be unpacked").contains("What to do:");
    byte[] good = ReportArchive.write("hb-report", new LinkedHashMap<>(Map.of("report.json",
        about("{\"format\":\"hb-report\",\"version\":1,\"nodes\":{}}"))));
    assertThat(read(good)).as(err.toString()).isEqualTo(Exit.OK);
    assertThat(read(java.util.Arrays.copyOf(good, good.length / 2))).isEqualTo(Exit.FAILED);
    assertThat(err.toString()).contains("HB970");
    assertThat(read(ReportArchive.write("other", new LinkedHashMap<>(Map.of("a.txt", about("x")))))).isEqualTo(Exit.FAILED);
    assertThat(err.toString()).contains("none of hb report");
    assertThat(read(ReportArchive.write("hb-report", new LinkedHashMap<>(Map.of("report.json", about("{\"format\":\"hb-report\",\"version\":9}"))))))
        .isEqualTo(Exit.FAILED);
    assertThat(err.toString()).contains("newer hb");
    for (int cut = 0; cut < good.length; cut += 7) {
      byte[] damaged = good.clone();
      damaged[cut] ^= 0x55;
      assertThat(read(damaged)).as("byte " + cut).isIn(Exit.OK, Exit.FAILED);
    }
  }

  @Test
  void membersThatLeaveTheirDirectoryLinksAndBombsAreRefused() throws Exception {
    for (String name : new String[] {"../evil", "/etc/evil", "hb-report/../../evil", "other/x", "hb-report\\..\\evil"}) {
      assertThat(read(withMember(name, TarConstants.LF_NORMAL, 1))).as(name).isEqualTo(Exit.FAILED);
      assertThat(err.toString()).contains("HB970").containsPattern("leaves its directory|outside of");
    }
    assertThat(read(withMember("hb-report/link", TarConstants.LF_SYMLINK, 0))).isEqualTo(Exit.FAILED);
    assertThat(err.toString()).contains("no plain file");
    byte[] bomb = withMember("hb-report/bomb", TarConstants.LF_NORMAL, ReportArchive.MOST_BYTES + 1);
    assertThat(bomb.length).isLessThan(200_000);
    assertThat(read(bomb)).isEqualTo(Exit.FAILED);
    assertThat(err.toString()).contains("unpacks to more than");
  }

  @Test
  void wrongUseIsToldAsSuch() {
    assertThat(hb("report", "--read", "x", "--this-node")).isEqualTo(Exit.USAGE);
    assertThat(hb("report", "--read", home.resolve("none").toString())).isEqualTo(Exit.FAILED);
    assertThat(err.toString()).contains("HB970 Cannot read").contains("there is no such file");
  }
}
