package org.linuxha.heartbeat.notation;

import java.util.Optional;

/**
 * The files of the C daemon, as text.
 *
 * @param haCf as characters
 * @param authkeys bytes, a char each
 */
public record ConfigFiles(String haCf, Optional<String> authkeys, Optional<String> haresources) {
  /** Keys are not shown. */
  @Override
  public String toString() {
    return "ConfigFiles[" + haCf.length() + " characters of ha.cf]";
  }
}
