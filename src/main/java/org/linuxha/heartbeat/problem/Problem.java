package org.linuxha.heartbeat.problem;

/**
 * One thing that went wrong, as a sentence with its place.
 *
 * @param code the catalogue entry: id, severity, usual cause, remedy
 * @param place where: {@code ha.cf:12}, {@code bob eth0}, a path; empty if there is no place
 * @param text what happened here, a sentence without its place
 */
public record Problem(Code code, String place, String text) {

  public String sentence() {
    return (place.isEmpty() ? "" : place + ": ") + text;
  }

  /** The sentence with id and remedy, for people: {@code HB101 ha.cf:12: ... What to do: ...}. */
  public String full() {
    return code.id() + " " + sentence() + " What to do: " + code.remedy();
  }
}
