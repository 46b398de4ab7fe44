package org.linuxha.heartbeat.problem;

/** What a failure says, for the middle of a sentence: the JDK and its libraries leave out the text of some. */
public final class Cause {
  private Cause() {}

  /** Its text; if it has none that of what caused it, and if nothing has one, its kind. */
  public static String of(Throwable failure) {
    for (Throwable each = failure; each != null; each = each.getCause()) {
      if (each.getMessage() != null && !each.getMessage().isBlank()) {
        return each.getMessage();
      }
    }
    return failure.getClass().getSimpleName() + ", without a reason";
  }
}
