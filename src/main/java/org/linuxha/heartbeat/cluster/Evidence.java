package org.linuxha.heartbeat.cluster;

/**
 * Why a decision about a node or a link was taken.
 *
 * @param lastPacketNanos monotonic moment of the last accepted packet; 0 if never heard
 * @param lastLink the link it came on; empty if never heard
 * @param silentMillis time from that packet to the decision, on our monotonic clock
 * @param deadlineMillis the limit the silence was judged against
 * @param latenessMillis how late our own clock turn was when we decided
 * @param absentMillis how much of the silence was our own absence and was not counted
 */
public record Evidence(
    long lastPacketNanos,
    String lastLink,
    long silentMillis,
    long deadlineMillis,
    long latenessMillis,
    long absentMillis) {

  /** For the log: {@code silent 512 ms, limit 500 ms, last packet on eth0, our own lateness 0 ms}. */
  public String sentence() {
    return "silent " + silentMillis + " ms, limit " + deadlineMillis + " ms, last packet "
        + (lastLink.isEmpty() ? "never" : "on " + lastLink)
        + ", our own lateness " + latenessMillis + " ms"
        + (absentMillis == 0 ? "" : ", not counted " + absentMillis + " ms of our own absence");
  }
}
