package org.linuxha.heartbeat.api;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;

/** The daemon refused; the message is its sentence. */
public final class HeartbeatException extends RuntimeException {
  private static final long serialVersionUID = 1;
  private static final int UNAVAILABLE = 503;
  private static final int REFUSED = 400;

  private final int status;
  private final String id;
  private final String remedy;

  private HeartbeatException(int status, String id, String detail, String remedy) {
    super(detail);
    this.status = status;
    this.id = id;
    this.remedy = remedy;
  }

  /** From a problem document, or from whatever else came. */
  static HeartbeatException of(int status, Buffer body) {
    try {
      JsonObject problem = body.toJsonObject();
      return new HeartbeatException(
          status, problem.getString("id", ""), problem.getString("detail", "status " + status), problem.getString("remedy", ""));
    } catch (DecodeException | ClassCastException none) {
      return new HeartbeatException(status, "", "the daemon answered with status " + status, "");
    }
  }

  /** From a frame {@code refused} of a channel. */
  static HeartbeatException of(JsonObject refused) {
    return new HeartbeatException(refused.getBoolean("temporary", false) ? UNAVAILABLE : REFUSED, refused.getString("problem", ""),
        refused.getString("detail", "refused"), refused.getString("remedy", ""));
  }

  /** Of our own, without an id: the daemon was not asked. */
  static HeartbeatException busy(String detail) {
    return new HeartbeatException(UNAVAILABLE, "", detail, "Send again when some of them were answered.");
  }

  /** The HTTP status; of a message on a channel 503 if it is temporary, else 400. */
  public int status() {
    return status;
  }

  /** The problem's id in the catalogue, {@code HB820}; empty if there is none. */
  public String id() {
    return id;
  }

  /** What to do, in the catalogue's words. */
  public String remedy() {
    return remedy;
  }

  /** Whether the same may work later: for a message, when the cluster has caught up. */
  public boolean isTemporary() {
    return status == UNAVAILABLE;
  }
}
