package org.linuxha.heartbeat.config;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is ours alone and no ha.cf can say: sections of heartbeat.json that concern this node's daemon and no other.
 *
 * @param http where HTTP is served on TCP; empty if nothing says so
 * @param hosts names by which clients may call that server, beside those of the loopback and its own address; lower case
 * @param tls absent for plain HTTP
 * @param tokens who may ask over TCP; if there are none, everybody on this machine
 * @param logging what the log is like
 * @param links what media are called, bound to, and made to lose
 */
public record OwnSettings(
    Optional<HttpAddress> http, Set<String> hosts, Optional<Tls> tls, List<ApiToken> tokens, LoggingSettings logging,
    LinkSections links) {
  /** Nothing is said. */
  public static final OwnSettings NONE =
      new OwnSettings(Optional.empty(), Set.of(), Optional.empty(), List.of(), LoggingSettings.DEFAULT, LinkSections.NONE);

  public OwnSettings {
    hosts = Set.copyOf(hosts);
    tokens = List.copyOf(tokens);
  }

  /**
   * What the server proves itself with.
   *
   * @param certificateFile path, for people and to see whether it changed
   * @param keyFile path of the key
   * @param certificates as PEM, the server's own first; empty until it is read
   * @param key as PEM, PKCS #8, not encrypted; empty until it is read
   */
  public record Tls(String certificateFile, String keyFile, String certificates, String key) {
    /** The same with what is in the files. */
    public Tls with(String certificatesRead, String keyRead) {
      return new Tls(certificateFile, keyFile, certificatesRead, keyRead);
    }

    /** Without the key. */
    @Override
    public String toString() {
      return "Tls[" + certificateFile + ", " + keyFile + "]";
    }
  }

  /** Where it is served in the end. */
  public HttpAddress address() {
    return http.orElse(HttpAddress.DEFAULT);
  }

  /** The same at that address: the command line has the last word. */
  public OwnSettings at(Optional<HttpAddress> option) {
    return option.isEmpty() ? this : new OwnSettings(option, hosts, tls, tokens, logging, links);
  }

  /** The same with what is in the files of TLS. */
  public OwnSettings with(Tls read) {
    return new OwnSettings(http, hosts, Optional.of(read), tokens, logging, links);
  }

  /** True if HTTP is served as with the other. */
  public boolean isHttpOf(OwnSettings other) {
    return http.equals(other.http) && hosts.equals(other.hosts) && tls.equals(other.tls) && tokens.equals(other.tokens);
  }

  /** True if other machines would reach a server that does not prove itself, or asks nobody who he is. */
  public boolean isUnprotected() {
    return !address().isOff() && !address().isLoopback() && (tls.isEmpty() || tokens.isEmpty());
  }
}
