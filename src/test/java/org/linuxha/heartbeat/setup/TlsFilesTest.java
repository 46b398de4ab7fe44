package org.linuxha.heartbeat.setup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.linuxha.heartbeat.config.OwnSettings;
import org.linuxha.heartbeat.problem.Code;
import org.linuxha.heartbeat.problem.Problem;

/** A pair that no client could use is found before the daemon starts, and nothing of a key is told. */
class TlsFilesTest {
  @TempDir Path home;
  private final List<Problem> problems = new ArrayList<>();

  private OwnSettings.Tls read(Path certificate, Path key) {
    problems.clear();
    return TlsFiles.read(new OwnSettings.Tls(certificate.toString(), key.toString(), "", ""), pointer -> pointer, problems);
  }

  private void wrong(String pointer, String text) {
    assertThat(problems).singleElement().satisfies(problem -> {
      assertThat(problem.code()).isEqualTo(Code.TLS_UNUSABLE);
      assertThat(problem.place()).isEqualTo(pointer);
      assertThat(problem.text()).contains(text);
    });
  }

  @ParameterizedTest
  @ValueSource(strings = {"EC", "RSA", "Ed25519"})
  void aGoodPairIsTaken(String algorithm) throws Exception {
    TestPair pair = TestPair.make(home, "alice", algorithm);
    OwnSettings.Tls tls = read(pair.certificate(), pair.key());
    assertThat(problems).isEmpty();
    assertThat(tls.certificates()).isEqualTo(Files.readString(pair.certificate()));
    assertThat(tls.key()).isEqualTo(Files.readString(pair.key()));
    assertThat(tls.toString()).doesNotContain("PRIVATE");
  }

  @Test
  void whatNoClientCouldUseIsToldWithThePlace() throws Exception {
    TestPair pair = TestPair.make(home, "alice", "EC");
    TestPair other = TestPair.make(home, "bob", "EC");
    read(home.resolve("missing"), pair.key());
    wrong("/tls/certificate", "there is no such file");
    read(pair.certificate(), other.key());
    wrong("/tls/key", "is not that of the certificate");
    read(pair.key(), pair.key());
    wrong("/tls/certificate", "no certificate");
    read(pair.certificate(), TestPair.make(home, "carol", "RSA").key());
    wrong("/tls/key", "is not that of the certificate (EC)");
    assertThat(problems.toString()).doesNotContain(Files.readAllLines(pair.key()).get(1));
    Files.writeString(other.key(), Files.readString(pair.key()).replace("PRIVATE KEY", "ENCRYPTED PRIVATE KEY"));
    read(pair.certificate(), other.key());
    wrong("/tls/key", "PKCS #8");
    Files.setPosixFilePermissions(pair.key(), PosixFilePermissions.fromString("rw-r-----"));
    assertThat(read(pair.certificate(), pair.key()).key()).isEmpty();
    wrong("/tls/key", "mode 0640");
  }

  @Test
  void oneThatSoonIsNoLongerValidIsAWarning() throws IOException, InterruptedException {
    Path certificate = home.resolve("c.pem");
    Path key = home.resolve("c.key");
    Process openssl = new ProcessBuilder("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
        "-subj", "/CN=x", "-days", "3", "-out", certificate.toString(), "-keyout", key.toString()).redirectErrorStream(true).start();
    String said = new String(openssl.getInputStream().readAllBytes());
    assertThat(openssl.waitFor()).as(said).isZero();
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    assertThat(read(certificate, key).key()).isNotEmpty();
    assertThat(problems).extracting(Problem::code).containsExactly(Code.TLS_EXPIRES);
  }
}
