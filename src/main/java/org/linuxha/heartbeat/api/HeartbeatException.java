package org.linuxha.heartbeat.api;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLException;

/** The daemon refused, and the message is its sentence; or it is not to be trusted. */
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

  /** A connection with TLS that did not come about, told by its causes; everything else as it is. */
  static Throwable explain(Throwable trouble) {
    if (find(trouble, SSLException.class) == null && find(trouble, CertificateException.class) == null) {
      return trouble;
    }
    String text = texts(trouble);
    HeartbeatException told;
    if (text.contains("subject alternative") || text.contains("No name matching")) {
      told = new HeartbeatException(0, "HB956", "The daemon's certificate is for other names.",
          "Ask it by a name that stands in its certificate, or give it one with this name.");
    } else if (find(trouble, CertificateException.class) != null || find(trouble, CertPathValidatorException.class) != null) {
      told = new HeartbeatException(0, "HB955", "The daemon's certificate is of an authority that is not trusted, or not valid now.",
          "Name the authority's file: Access.trusting.");
    } else {
      told = new HeartbeatException(0, "HB953", "No TLS connection came about.", "Check the address; perhaps it is http:// there.");
    }
    told.initCause(trouble);
    return told;
  }

  private static <T extends Throwable> T find(Throwable trouble, Class<T> type) {
    Throwable cause = trouble;
    while (cause != null && !type.isInstance(cause)) {
      cause = cause.getCause();
    }
    return type.cast(cause);
  }

  private static String texts(Throwable trouble) {
    StringBuilder texts = new StringBuilder();
    for (Throwable cause = trouble; cause != null; cause = cause.getCause()) {
      texts.append(cause.getMessage()).append('\n');
    }
    return texts.toString();
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

  /** The HTTP status; of a message on a channel 503 if it is temporary, else 400; 0 if no daemon was asked. */
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
