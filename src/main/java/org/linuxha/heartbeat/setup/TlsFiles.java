package org.linuxha.heartbeat.setup;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.linuxha.heartbeat.config.OwnSettings;
import org.linuxha.heartbeat.notation.ConfigText;
import org.linuxha.heartbeat.notation.FileTrouble;
import org.linuxha.heartbeat.notation.SchemaCheck;
import org.linuxha.heartbeat.problem.Code;
import org.linuxha.heartbeat.problem.Problem;

/**
 * Certificate and key of the HTTP service, tried before anything depends on them: a server with a wrong pair would start, and
 * refuse every client. Nothing of the key is ever said.
 */
final class TlsFiles {
  private static final Pattern PKCS8 =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
  private static final int OTHERS = 077;
  private static final Duration SOON = Duration.ofDays(14);

  private final SchemaCheck.Places places;
  private final List<Problem> problems;

  private TlsFiles(SchemaCheck.Places places, List<Problem> problems) {
    this.places = places;
    this.problems = problems;
  }

  /** The same with what is in its files; as it was if there is a problem. */
  static OwnSettings.Tls read(OwnSettings.Tls named, SchemaCheck.Places places, List<Problem> problems) {
    return new TlsFiles(places, problems).read(named);
  }

  private OwnSettings.Tls read(OwnSettings.Tls named) {
    Path keyFile = Path.of(named.keyFile());
    String certificates = text(Path.of(named.certificateFile()), "/tls/certificate");
    String key = text(keyFile, "/tls/key");
    if (certificates == null || key == null || !isPrivate(keyFile)) {
      return named;
    }
    X509Certificate certificate = certificate(certificates, named.certificateFile());
    PrivateKey secret = certificate == null ? null : key(key, certificate, keyFile);
    if (secret == null) {
      return named;
    }
    sayIfExpiring(certificate, named.certificateFile());
    return named.with(certificates, key);
  }

  private void wrong(String pointer, String text) {
    problems.add(new Problem(Code.TLS_UNUSABLE, places.of(pointer), text));
  }

  private String text(Path file, String pointer) {
    try {
      return ConfigText.read(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      wrong(pointer, "Cannot read " + file + " (" + FileTrouble.why(file, e) + ").");
      return null;
    }
  }

  private boolean isPrivate(Path file) {
    try {
      int mode = (Integer) Files.getAttribute(file, "unix:mode") & 07777;
      if ((mode & OTHERS) == 0) {
        return true;
      }
      wrong("/tls/key", file + " has mode " + "%04o".formatted(mode) + ": others may read the key.");
    } catch (IOException e) {
      wrong("/tls/key", "Cannot see the mode of " + file + ".");
    }
    return false;
  }

  private X509Certificate certificate(String pem, String file) {
    try {
      return (X509Certificate) CertificateFactory.getInstance("X.509")
          .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.ISO_8859_1))).iterator().next();
    } catch (CertificateException | java.util.NoSuchElementException e) {
      wrong("/tls/certificate", file + " holds no certificate in PEM.");
      return null;
    }
  }

  private PrivateKey key(String pem, X509Certificate certificate, Path file) {
    Matcher key = PKCS8.matcher(pem);
    if (!key.find()) {
      wrong("/tls/key", file + " holds no key as PKCS #8 that is not encrypted (BEGIN PRIVATE KEY).");
      return null;
    }
    String algorithm = certificate.getPublicKey().getAlgorithm();
    try {
      PrivateKey secret = KeyFactory.getInstance(algorithm)
          .generatePrivate(new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(key.group(1))));
      if (belongTogether(secret, certificate, algorithm)) {
        return secret;
      }
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      // a key of another kind, or none: said below, without a part of it
    }
    wrong("/tls/key", "The key in " + file + " is not that of the certificate (" + algorithm + ").");
    return null;
  }

  private static boolean belongTogether(PrivateKey secret, X509Certificate certificate, String algorithm) throws GeneralSecurityException {
    String kind = switch (algorithm) {
      case "RSA" -> "SHA256withRSA";
      case "EC" -> "SHA256withECDSA";
      default -> algorithm;
    };
    byte[] something = certificate.getEncoded();
    Signature signer = Signature.getInstance(kind);
    signer.initSign(secret);
    signer.update(something);
    byte[] signature = signer.sign();
    signer.initVerify(certificate.getPublicKey());
    signer.update(something);
    return signer.verify(signature);
  }

  private void sayIfExpiring(X509Certificate certificate, String file) {
    Instant now = Instant.now();
    if (certificate.getNotAfter().toInstant().isBefore(now.plus(SOON)) || certificate.getNotBefore().toInstant().isAfter(now)) {
      problems.add(new Problem(Code.TLS_EXPIRES, places.of("/tls/certificate"), file + " is valid from "
          + certificate.getNotBefore().toInstant() + " to " + certificate.getNotAfter().toInstant() + "."));
    }
  }
}
