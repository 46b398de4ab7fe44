package org.linuxha.heartbeat.cluster;

/**
 * How well one node is heard on one link, since the start, and whether it hears us there.
 *
 * @param lost numbers of the node that never came on this link, whatever other links carried
 * @param overtaken numbers that came there after a higher one, or were sent again
 * @param late gaps longer than warntime
 * @param gaps how many times between two packets were measured; those across the link's death are not
 * @param meanGapMicros of all gaps
 * @param gapDeviationMicros standard deviation of all gaps
 * @param longestGapMicros how near to its end the link came
 */
public record LinkQuality(
    long lost, long overtaken, long late, long gaps, long meanGapMicros, long gapDeviationMicros,
    long longestGapMicros, HeardThere heardThere) {
  public static final LinkQuality NONE = new LinkQuality(0, 0, 0, 0, 0, 0, 0, HeardThere.UNKNOWN);
}
