package org.linuxha.heartbeat.notation;

/**
 * What a conversion, or a look at a configuration, has to say about one line.
 *
 * @param place {@code ha.cf:12}
 * @param what the directive, without what may be a secret
 * @param text where it goes, or why it matters; a sentence
 */
public record Finding(Kind kind, String place, String what, String text) {

  /** How much it matters. */
  public enum Kind {
    /** Has a place in the other notation. */
    MAPS,
    /** Works, and something to know. */
    NOTE,
    /** Has no effect any more, or there is something better. */
    OBSOLETE,
    /** May cost data, availability or secrecy. */
    DANGEROUS,
    /** Is wrong: neither daemon would start, and nothing is converted. */
    ERROR
  }
}
