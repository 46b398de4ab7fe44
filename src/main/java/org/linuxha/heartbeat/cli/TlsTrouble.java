package org.linuxha.heartbeat.cli;

import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import javax.net.ssl.SSLException;
import org.linuxha.heartbeat.problem.Code;

/** Why no TLS connection came about, in words; the JDK has the reasons in its causes, and tells some by their texts alone. */
final class TlsTrouble {
  private TlsTrouble() {}

  /**
   * The sentence.
   *
   * @param where {@code The daemon at https://alice:8694}
   */
  static CannotAnswer explain(SSLException trouble, String where) {
    return reason(trouble, where).withoutVerdict();
  }

  private static CannotAnswer reason(SSLException trouble, String where) {
    CertificateExpiredException expired = find(trouble, CertificateExpiredException.class);
    if (expired != null) {
      return untrusted(where + " shows a certificate that has ended (" + expired.getMessage() + ").");
    }
    CertificateNotYetValidException early = find(trouble, CertificateNotYetValidException.class);
    if (early != null) {
      return untrusted(where + " shows a certificate that is not valid yet (" + early.getMessage() + "); is the clock of this machine right?");
    }
    String text = String.valueOf(trouble.getMessage());
    if (text.contains("subject alternative") || text.contains("No name matching")) {
      return new CannotAnswer(Exit.FAILED, Code.DAEMON_OTHER_NAME, where + " shows a certificate for other names: " + text + ".").forGood();
    }
    if (find(trouble, CertPathValidatorException.class) != null || find(trouble, CertificateException.class) != null) {
      return untrusted(where + " shows a certificate that no authority we trust has signed.");
    }
    if (text.contains("plaintext") || text.contains("Unsupported or unrecognized SSL message")) {
      return new CannotAnswer(Exit.FAILED, Code.DAEMON_UNINTELLIGIBLE, where + " does not speak TLS; perhaps it is http:// there.").forGood();
    }
    return new CannotAnswer(Exit.FAILED, Code.DAEMON_UNINTELLIGIBLE, where + " and we agreed on no TLS connection: " + text + ".");
  }

  private static CannotAnswer untrusted(String text) {
    return new CannotAnswer(Exit.FAILED, Code.DAEMON_NOT_TRUSTED, text).forGood();
  }

  private static <T extends Throwable> T find(Throwable trouble, Class<T> type) {
    Throwable cause = trouble;
    while (cause != null && !type.isInstance(cause)) {
      cause = cause.getCause();
    }
    return type.cast(cause);
  }
}
