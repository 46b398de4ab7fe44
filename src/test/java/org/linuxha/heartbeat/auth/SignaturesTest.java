package org.linuxha.heartbeat.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.linuxha.heartbeat.message.Bytes;

/** The digests of wire.md 2.1, against the published cases of RFC 2202. */
class SignaturesTest {
  private final Signatures signatures = new Signatures();

  private static byte[] latin(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private String digest(Algorithm algorithm, Bytes secret, byte[] octets) {
    return signatures.digest(algorithm, secret, octets, 0, octets.length);
  }

  @ParameterizedTest
  @CsvSource({
    "MD5, Jefe, what do ya want for nothing?, 750c783e6ab0b503eaa86e310a5db738",
    "SHA1, Jefe, what do ya want for nothing?, effcdf6ae5eb2fa2d27416d5f184df9c259a7c79",
  })
  void hmacWithAShortKey(Algorithm algorithm, String secret, String text, String expected) {
    assertThat(digest(algorithm, Bytes.copyOf(latin(secret)), latin(text))).isEqualTo(expected);
  }

  @Test
  void aKeyLongerThanABlockIsHashedFirst() {
    Bytes secret = Bytes.ofHex("aa".repeat(80));
    byte[] text = latin("Test Using Larger Than Block-Size Key - Hash Key First");
    assertThat(digest(Algorithm.MD5, secret, text)).isEqualTo("6b1ab7fe4bd7bf8f0b62e6ce61b9d0cd");
    assertThat(digest(Algorithm.SHA1, secret, text)).isEqualTo("aa4ae5e15272d00e95705637ce8a3b55ed402112");
  }

  @Test
  void changingKeysInTurnNeverMixesThem() {
    Bytes one = Bytes.copyOf(latin("Jefe"));
    Bytes other = Bytes.copyOf(latin("other"));
    byte[] text = latin("what do ya want for nothing?");
    String first = digest(Algorithm.SHA1, one, text);
    assertThat(digest(Algorithm.SHA1, other, text)).isNotEqualTo(first);
    assertThat(digest(Algorithm.MD5, other, text)).hasSize(32);
    assertThat(digest(Algorithm.SHA1, one, text)).isEqualTo(first);
  }

  @Test
  void crcHasNoKeyAndNoLeadingZeros() {
    assertThat(digest(Algorithm.CRC, Bytes.EMPTY, latin(""))).isEqualTo("ffffffff");
    assertThat(digest(Algorithm.CRC, Bytes.EMPTY, latin("123456789"))).isEqualTo(bitByBit("123456789"));
    assertThat(digest(Algorithm.CRC, Bytes.copyOf(latin("ignored")), latin("x")))
        .isEqualTo(digest(Algorithm.CRC, Bytes.EMPTY, latin("x")));
  }

  /** Bit by bit, as a second opinion on the table. */
  private static String bitByBit(String text) {
    long crc = 0;
    for (byte octet : latin(text)) {
      for (int bit = 7; bit >= 0; bit--) {
        boolean carry = (crc >> 31 & 1) != (octet >> bit & 1);
        crc = crc << 1 & 0xffffffffL;
        if (carry) {
          crc ^= 0x04C11DB7L;
        }
      }
    }
    return Long.toHexString(~crc & 0xffffffffL);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "1", "1 ", " 1 abc", "-1 abc", "+1 abc", "x abc", "100 abc", "1abc"})
  void whatIsNoIndexAndDigestIsNoSignature(String text) {
    assertThat(Signature.parse(text)).isNull();
  }

  @Test
  void signaturesAreReadWithOneOrTwoDigits() {
    assertThat(Signature.parse("1 abc")).isEqualTo(new Signature(1, "abc"));
    assertThat(Signature.parse("15 abc")).isEqualTo(new Signature(15, "abc"));
    assertThat(Signature.parse("1 " + "a".repeat(65))).isNull();
    assertThat(Signature.parse(null)).isNull();
  }
}
