package org.linuxha.heartbeat.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.linuxha.heartbeat.config.hacf.TableText;
import org.linuxha.heartbeat.problem.Problem;

/** authkeys by wire.md 12.3; every verdict here was compared with a running 3.0.6 daemon. */
class AuthKeysParserTest {

  private static final String PATH = "/etc/ha.d/authkeys";

  private static AuthKeys parse(String text) {
    return AuthKeysParser.parse(PATH, TableText.unescape(text));
  }

  private static String findings(AuthKeys keys) {
    return keys.problems().stream()
        .map(p -> p.code().id() + "@" + p.place()).collect(Collectors.joining(" "));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "auth 1\\n1 sha1 k\\n                | KeyRing[active=1, keys={1=sha1 (secret)}]",
      "auth 0\\n0 crc\\n                   | KeyRing[active=0, keys={0=crc (secret)}]",
      "auth 15\\n15 md5 k\\n               | KeyRing[active=15, keys={15=md5 (secret)}]",
      "auth 01\\n1 crc                     | KeyRing[active=1, keys={1=crc (secret)}]",
      "auth1\\n1crc                        | KeyRing[active=1, keys={1=crc (secret)}]",
      "auth 1 x y\\n+1 crc                 | KeyRing[active=1, keys={1=crc (secret)}]",
      "'  auth 1\\n\\t1 crc\\n'            | KeyRing[active=1, keys={1=crc (secret)}]",
      "auth 1 # why\\n1 md5 k # foo\\n     | KeyRing[active=1, keys={1=md5 (secret)}]",
      "'#c\\n\\n   \\n\\f\\nauth 1\\n1 crc' | KeyRing[active=1, keys={1=crc (secret)}]",
      "auth 1\\r\\n1 md5 k\\r\\n           | KeyRing[active=1, keys={1=md5 (secret)}]",
      "auth 1\\nauth 2\\n2 crc             | KeyRing[active=2, keys={2=crc (secret)}]",
      "auth 1\\n1 crc\\n1 md5 k            | KeyRing[active=1, keys={1=md5 (secret)}]",
  })
  void acceptsWhatTheCDaemonAccepts(String text, String ring) {
    AuthKeys keys = parse(text);
    assertThat(keys.problems()).isEmpty();
    assertThat(keys.ring().orElseThrow()).hasToString(ring);
  }

  @ParameterizedTest(name = "{1}")
  @CsvFileSource(resources = "/auth/authkeys.txt", delimiter = '|', quoteCharacter = '\0',
      ignoreLeadingAndTrailingWhitespace = true)
  void judgesAsTheTableSaysAndNamesEveryLine(String verdict, String text, String findings) {
    AuthKeys keys = parse(text);
    assertThat(keys.ring().isPresent() ? "yes" : "no").isEqualTo(verdict);
    assertThat(findings(keys)).isEqualTo(findings == null ? "" : findings);
  }

  @Test
  void theReasonsKeepTheWordsOfTheCDaemon() {
    assertThat(parse("auth 1\n1 md5\n").problems()).extracting(Problem::text).containsExactly(
        "Auth method [md5] requires a key.",
        "Auth Key [1] not found in keyfile [/etc/ha.d/authkeys] below its auth line.");
    assertThat(parse("").problems().get(0).text())
        .contains("Missing auth directive in keyfile");
    assertThat(parse("auth 16").problems().get(0).text()).contains("Invalid authnum [16]");
  }

  @Test
  void theKeyIsTheThirdWordAsBytes() {
    KeyRing ring = parse("auth 1\n1 sha1  \u00e4!\u00ff\t more words \n").ring().orElseThrow();
    assertThat(ring.activeKey().secret().toHex()).isEqualTo("e421ff");
  }

  @Test
  void anAuthLineBelowItsKeyLineLeavesTheOtherKeyActive() {
    AuthKeys keys = parse("auth 1\n2 md5 k\n1 crc\nauth 2\n");
    assertThat(keys.ring().orElseThrow().active()).isEqualTo(1);
    assertThat(findings(keys)).isEqualTo("HB211@authkeys");
  }

  @ParameterizedTest
  @ValueSource(strings = {"MD5(stdin)=", "(stdin)=", "SHA2-256(stdin)=", "HI!", "Hello!", "-",
      "d41d8cd98f00b204e9800998ecf8427e"})
  void anAccidentalSecretIsAcceptedButCalledOut(String secret) {
    AuthKeys keys = parse("auth 1\n1 sha1 " + secret + " 0123456789abcdef\n");
    assertThat(keys.ring()).isPresent();
    assertThat(findings(keys)).isEqualTo("HB210@authkeys:2");
    assertThat(keys.problems().get(0).full())
        .contains("verybody knows this key").contains("/dev/urandom");
  }

  @Test
  void aRealKeyIsNotCalledOut() {
    assertThat(parse("auth 1\n1 sha1 47e9336850f1db6fa58bc470bc9b7810eb397f04\n").problems())
        .isEmpty();
  }

  @Test
  void anOverlongLineIsRefusedNotCut() {
    assertThat(parse("auth 1\n1 sha1 " + "k".repeat(5112)).ring()).isPresent();
    assertThat(findings(parse("auth 1\n1 crc\n2 sha1 " + "k".repeat(5113))))
        .isEqualTo("HB212@authkeys:3");
  }

  @ParameterizedTest
  @ValueSource(ints = {0600, 0400, 0700, 0620, 0622, 0611, 0100600})
  void aFileThatOthersCannotReadPasses(int mode) {
    assertThat(AuthKeysParser.checkMode(PATH, mode)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0644, 0640, 0604, 0100644, 0777})
  void aFileThatOthersCanReadIsRefused(int mode) {
    assertThat(AuthKeysParser.checkMode(PATH, mode).orElseThrow().full())
        .startsWith("HB201 ").contains("Bad permissions on keyfile [" + PATH + "], 600 recommended")
        .contains("mode is 0");
  }

  @Test
  void noKeyIsEverShown() {
    AuthKeys keys = parse("auth 1\n1 tops3cret\ntops3cret\n2 sha1 (tops3cret)=\nauth tops3cret\n");
    assertThat(keys.problems()).hasSizeGreaterThan(3);
    assertThat(keys.toString()).doesNotContain("tops3cret");
    assertThat(parse("auth 1\n1 sha1 tops3cret").toString()).doesNotContain("tops3cret");
  }

  @Test
  void noTextMakesTheParserThrow() {
    Random random = new Random(12);
    String[] pieces = {"auth 1\n", "1 crc\n", "auth", " ", "\n", "1", "16",
        "-", "sha1", "crc", "k", "#", "\0", "\u00ff"};
    int rings = 0;
    for (int i = 0; i < 5000; i++) {
      StringBuilder text = new StringBuilder();
      for (int n = random.nextInt(16); n > 0; n--) {
        text.append(pieces[random.nextInt(pieces.length)]);
      }
      AuthKeys keys = AuthKeysParser.parse(PATH, text.toString());
      assertThat(keys.ring().isPresent() || !keys.problems().isEmpty()).isTrue();
      rings += keys.ring().isPresent() ? 1 : 0;
    }
    assertThat(rings).isGreaterThan(0);
  }
}
