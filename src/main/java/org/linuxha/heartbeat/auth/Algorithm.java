package org.linuxha.heartbeat.auth;

/** A signing method of authkeys (wire.md 2.1), the weakest first. */
public enum Algorithm {
  /** CRC-32, no key: detects damage, not malice. */
  CRC("crc"),
  /** HMAC-MD5. */
  MD5("md5"),
  /** HMAC-SHA1. */
  SHA1("sha1");

  private final String word;

  Algorithm(String word) {
    this.word = word;
  }

  /** The word in authkeys. */
  public String word() {
    return word;
  }
}
