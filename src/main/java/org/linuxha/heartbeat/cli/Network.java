package org.linuxha.heartbeat.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.linuxha.heartbeat.notation.BoundedFile;
import org.linuxha.heartbeat.notation.FileTrouble;
import org.linuxha.heartbeat.problem.Cause;
import org.linuxha.heartbeat.problem.Code;
import org.linuxha.heartbeat.problem.Problem;

/**
 * A daemon's address on the network, and the files that belong to it.
 *
 * @param authorities a file of certificates in PEM that is trusted, and no other; null for the authorities of this machine
 * @param tokenFile holds the token and nothing else; null for none
 */
record Network(URI url, Path authorities, Path tokenFile) {
  private static final int MAX_FILE_BYTES = 1024 * 1024;
  private static final int HTTP = 80;
  private static final int HTTPS = 443;
  private static final int MAX_PORT = 65_535;

  /** Reads the files; warns of a token that others may read. */
  Target target(PrintWriter warnings) throws CannotAnswer {
    boolean tls = "https".equals(url.getScheme());
    if (!tls && !"http".equals(url.getScheme()) || url.getHost() == null || url.getUserInfo() != null
        || !url.getPath().matches("/?") || url.getRawQuery() != null || url.getPort() > MAX_PORT) {
      throw new CannotAnswer(
          Exit.USAGE, Code.DAEMON_ADDRESS, "--url " + withoutSecrets() + " is not of the form https://HOST:PORT or http://HOST:PORT.");
    }
    int port = url.getPort() < 0 ? tls ? HTTPS : HTTP : url.getPort();
    InetSocketAddress address = new InetSocketAddress(url.getHost().replaceAll("^\\[|\\]$", ""), port);
    if (address.isUnresolved()) {
      throw new CannotAnswer(Exit.NOT_RUNNING, Code.DAEMON_ADDRESS, "There is no host " + url.getHost() + " (--url " + url + ").").withoutVerdict();
    }
    if (!tls && tokenFile != null && !address.getAddress().isLoopbackAddress()) {
      throw new CannotAnswer(Exit.USAGE, Code.DAEMON_ADDRESS,
          "Over " + url + " the token of " + tokenFile + " could be read by everybody on the way, so it is not sent.");
    }
    return new Target(address, url.getRawAuthority(), tokenFile == null ? null : token(warnings), tls ? trust() : null);
  }

  /** Somebody may have written a password into it. */
  private String withoutSecrets() {
    return url.toString().replaceAll("//.*@", "//...@").replaceAll("(?s)[?#].*", "?...");
  }

  private String token(PrintWriter warnings) throws CannotAnswer {
    String token = new String(read(tokenFile, "--token-file"), StandardCharsets.ISO_8859_1).strip();
    if (!token.matches("[!-~]{1,4096}")) {
      throw new CannotAnswer(Exit.USAGE, Code.DAEMON_FILE,
          "--token-file " + tokenFile + (token.isEmpty() ? " is empty." : " holds more than one token: a token has no spaces and one line."));
    }
    if (isForOthers()) {
      warnings.println(new Problem(Code.TOKEN_FILE_OPEN, "", "Every user of this machine may read the token in " + tokenFile + ".").full());
      warnings.flush();
    }
    return token;
  }

  private boolean isForOthers() {
    try {
      // what is handed over by a shell as /dev/fd/63 has no mode that says anything
      Set<PosixFilePermission> mode = Files.getPosixFilePermissions(tokenFile);
      return Files.isRegularFile(tokenFile)
          && (mode.contains(PosixFilePermission.OTHERS_READ) || mode.contains(PosixFilePermission.OTHERS_WRITE));
    } catch (IOException | UnsupportedOperationException unknown) {
      return false;
    }
  }

  private SSLSocketFactory trust() throws CannotAnswer {
    try {
      if (authorities == null) {
        return SSLContext.getDefault().getSocketFactory();
      }
      KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
      trusted.load(null, null);
      byte[] pem = read(authorities, "--ca");
      for (Certificate each : CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(pem))) {
        trusted.setCertificateEntry("authority " + trusted.size(), each);
      }
      if (trusted.size() == 0) {
        throw new GeneralSecurityException();
      }
      TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      managers.init(trusted);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, managers.getTrustManagers(), null);
      return context.getSocketFactory();
    } catch (GeneralSecurityException | IOException e) {
      throw new CannotAnswer(Exit.USAGE, Code.DAEMON_FILE, authorities == null
          ? "The authorities that this Java trusts cannot be read (" + Cause.of(e) + ")."
          : "--ca " + authorities + " holds no certificates in PEM.");
    }
  }

  private static byte[] read(Path file, String option) throws CannotAnswer {
    try {
      return BoundedFile.read(file, MAX_FILE_BYTES);
    } catch (IOException e) {
      throw new CannotAnswer(Exit.USAGE, Code.DAEMON_FILE, option + " " + file + " cannot be read: " + FileTrouble.why(file, e) + ".");
    }
  }
}
