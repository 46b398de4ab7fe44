package org.linuxha.heartbeat.simulation;

/** Loss on some paths only, one way if the pattern says so: {@code north>south@eth0:30%}. */
public record PathLoss(PathPattern path, double loss) {
  static PathLoss parse(String text) {
    int colon = text.lastIndexOf(':');
    if (colon < 0) {
      throw new IllegalArgumentException("'" + text + "' needs a share after ':', as in north>south:30%");
    }
    return new PathLoss(PathPattern.parse(text.substring(0, colon)), FaultText.share(text.substring(colon + 1)));
  }

  @Override
  public String toString() {
    return path + ":" + FaultText.share(loss);
  }
}
