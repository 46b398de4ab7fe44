package org.linuxha.heartbeat.membership;

/** A message with a CCM type whose fields are missing or unusable; the text says which and why. */
public final class MalformedCcmMessage extends Exception {
  private static final long serialVersionUID = 1L;

  MalformedCcmMessage(String text) {
    super(text);
  }
}
