package org.linuxha.heartbeat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.linuxha.heartbeat.setup.TestPair;

/** hb over https with a token: what opens the door, and what is said to those who stand before it. OwnSectionsIT has a real daemon. */
@Timeout(60)
class NetworkTest {
  private static final String TOKEN = "reads-0123456789abcdef0123456789abcdef";
  private static final String NODES = """
      [{"name":"bob","type":"normal","status":"active","self":true,"sinceAgoMillis":5,"reason":"it is here","links":[]}]""";

  @TempDir static Path home;
  private static TestPair pair;
  private static TestPair other;
  private final Vertx vertx = Vertx.vertx();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private HttpServer server;
  private Path token;
  private volatile int refusal;
  private final AtomicInteger refused = new AtomicInteger();

  @BeforeAll
  static void pairs() throws Exception {
    pair = TestPair.make(home, "alice", "EC");
    other = TestPair.make(home, "other", "EC");
  }

  @BeforeEach
  void open() throws Exception {
    server = serve(pair);
    token = tokenFile(TOKEN + "\n", "rw-------");
  }

  @AfterEach
  void close() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  private HttpServer serve(TestPair shown) throws Exception {
    return serve(shown, 0);
  }

  private HttpServer serve(TestPair shown, int port) throws Exception {
    return vertx.createHttpServer(new HttpServerOptions().setSsl(true).setKeyCertOptions(
            new PemKeyCertOptions().setCertPath(shown.certificate().toString()).setKeyPath(shown.key().toString())))
        .requestHandler(this::answer).listen(port, "127.0.0.1").toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  private void answer(HttpServerRequest request) {
    if (refusal != 0) {
      refused.incrementAndGet();
      request.response().setStatusCode(refusal).end("{\"id\":\"HB765\",\"detail\":\"Not you.\",\"remedy\":\"Ask.\"}");
    } else if (!("Bearer " + TOKEN).equals(request.getHeader("Authorization"))) {
      request.response().setStatusCode(401).end("{\"id\":\"HB766\",\"detail\":\"No token.\",\"remedy\":\"Send one.\"}");
    } else if (request.path().startsWith("/api/v1/messages")) {
      request.response().setStatusCode(403).end("{\"id\":\"HB760\",\"detail\":\"The token has not that service.\",\"remedy\":\"Allow it.\"}");
    } else if (request.path().equals("/api/v1/events")) {
      request.response().setChunked(true).end("""
          {"seq":1,"epoch":"e","time":"2026-01-01T00:00:00Z","type":"node.status","subject":"bob","text":"Node bob is here.","data":{}}
          """);
    } else {
      request.response().end(NODES);
    }
  }

  private Path tokenFile(String text, String mode) throws Exception {
    Path file = Files.writeString(Files.createTempFile(home, "token", ""), text);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
  }

  private int hb(String... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    return Hb.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
  }

  private String url() {
    return "https://localhost:" + server.actualPort();
  }

  private int nodes(String url, Path ca, Path tokenFile) {
    return hb("nodes", "--url", url, "--ca", ca.toString(), "--token-file", tokenFile.toString());
  }

  @Test
  void withAuthorityAndTokenItIsAskedAsOnTheNodeItself() {
    assertThat(nodes(url(), pair.certificate(), token)).as(err.toString()).isEqualTo(Exit.OK);
    assertThat(out.toString()).contains("bob *");
    assertThat(err.toString()).isEmpty();
    assertThat(nodes("https://127.0.0.1:" + server.actualPort() + "/", pair.certificate(), token)).isEqualTo(Exit.OK);
    assertThat(hb("watch", "--count", "1", "--url", url(), "--ca", pair.certificate().toString(), "--token-file", token.toString())).isEqualTo(Exit.OK);
    assertThat(out.toString()).contains("Node bob is here.");
  }

  @Test
  void aFileOfSeveralAuthoritiesTrustsEachOfThem() throws Exception {
    Path both = Files.writeString(home.resolve("both.pem"),
        "some words\n" + Files.readString(other.certificate()) + Files.readString(pair.certificate()));
    assertThat(nodes(url(), both, token)).as(err.toString()).isEqualTo(Exit.OK);
  }

  @Test
  void anUnknownAuthorityIsToldFromAWrongNameAndFromAServerWithoutTls() throws Exception {
    assertThat(nodes(url(), other.certificate(), token)).isEqualTo(Exit.FAILED);
    assertThat(err.toString()).contains("HB955 The daemon at " + url() + " shows a certificate that no authority we trust has signed.").contains("--ca FILE");
    assertThat(hb("nodes", "--url", url())).isEqualTo(Exit.FAILED);
    assertThat(err.toString()).as("no --ca at all").contains("HB955");
    assertThat(hb("status", "--nagios", "--url", url())).as("the daemon may be well").isEqualTo(3);
    assertThat(out.toString()).startsWith("HEARTBEAT UNKNOWN - HB955");
    assertThat(hb("watch", "--url", url())).isEqualTo(Exit.FAILED);
    assertThat(err.toString()).contains("hb watch: HB955");

    assertThat(nodes("https://127.0.0.2:" + otherAddress(), pair.certificate(), token)).isEqualTo(Exit.FAILED);
    assertThat(err.toString()).contains("HB956").contains("127.0.0.2").contains("subjectAltName");

    HttpServer plain = vertx.createHttpServer().requestHandler(this::answer).listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    assertThat(nodes("https://localhost:" + plain.actualPort(), pair.certificate(), token)).isEqualTo(Exit.FAILED);
    assertThat(err.toString()).contains("HB953").contains("does not speak TLS; perhaps it is http:// there");
  }

  private int otherAddress() throws Exception {
    return vertx.createHttpServer(new HttpServerOptions().setSsl(true).setKeyCertOptions(
            new PemKeyCertOptions().setCertPath(pair.certificate().toString()).setKeyPath(pair.key().toString())))
        .requestHandler(this::answer).listen(0, "127.0.0.2").toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS).actualPort();
  }

  @Test
  void watchingEndsWhenTheCertificateIsTrustedNoMoreOrTheTokenIsRefused() throws Exception {
    int port = server.actualPort();
    CompletableFuture<Integer> watching = watching();
    server.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    server = serve(other, port);
    assertThat(watching.get(20, TimeUnit.SECONDS)).isEqualTo(Exit.FAILED);
    assertThat(err.toString()).contains("hb watch: HB955 The daemon at " + url() + " shows a certificate that no authority we trust has signed.");

    server.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    server = serve(pair, port);
    for (int status : new int[] {401, 403}) {
      refusal = 0;
      watching = watching();
      refusal = status;
      assertThat(watching.get(20, TimeUnit.SECONDS)).as("status " + status).isEqualTo(Exit.NOT_ALLOWED);
      assertThat(err.toString()).contains(status == 401 ? "does not take the token that was given" : "HB765 Not you.");
    }
  }

  @Test
  void watchingGoesOnWhileADaemonOrAProxyIsBusy() throws Exception {
    CompletableFuture<Integer> watching = watching();
    for (int status : new int[] {429, 503}) {
      refused.set(0);
      refusal = status;
      long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
      while (refused.get() < 2) {
        assertThat(watching.isDone()).as(status + ": " + err).isFalse();
        assertThat(System.nanoTime()).as("asked again after " + status).isLessThan(limit);
        TimeUnit.MILLISECONDS.sleep(10);
      }
    }
    refusal = 403;
    assertThat(watching.get(20, TimeUnit.SECONDS)).isEqualTo(Exit.NOT_ALLOWED);
  }

  private CompletableFuture<Integer> watching() throws Exception {
    CompletableFuture<Integer> watching = CompletableFuture.supplyAsync(
        () -> hb("watch", "--url", url(), "--ca", pair.certificate().toString(), "--token-file", token.toString()));
    long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!out.toString().contains("Node bob is here.")) {
      assertThat(System.nanoTime()).as(err.toString()).isLessThan(limit);
      TimeUnit.MILLISECONDS.sleep(10);
    }
    return watching;
  }

  @Test
  void withoutATokenWithAWrongOneAndWithoutItsServiceOneMayNotAsk() throws Exception {
    assertThat(hb("nodes", "--url", url(), "--ca", pair.certificate().toString())).isEqualTo(Exit.NOT_ALLOWED);
    assertThat(err.toString()).contains("HB957").contains("asks for a token, and none was given").contains("--token-file FILE");
    assertThat(nodes(url(), pair.certificate(), tokenFile("x".repeat(32), "rw-------"))).isEqualTo(Exit.NOT_ALLOWED);
    assertThat(err.toString()).contains("HB957").contains("does not take the token").doesNotContain("xxxx");
    assertThat(hb("send", "hello", "--url", url(), "--ca", pair.certificate().toString(), "--token-file", token.toString())).isEqualTo(Exit.NOT_ALLOWED);
    assertThat(err.toString()).contains("HB760 The token has not that service. What to do: Allow it.");
    assertThat(hb("watch", "--url", url(), "--ca", pair.certificate().toString())).isEqualTo(Exit.NOT_ALLOWED);
    assertThat(hb("receive", "--url", url(), "--ca", pair.certificate().toString())).isEqualTo(Exit.NOT_ALLOWED);
  }

  @Test
  void aTokenThatEverybodyMayReadIsToldAndStillWorks() throws Exception {
    assertThat(nodes(url(), pair.certificate(), tokenFile(TOKEN, "rw-r--r--"))).isEqualTo(Exit.OK);
    assertThat(err.toString()).contains("HB959").contains("chmod 600").doesNotContain(TOKEN);
    assertThat(nodes(url(), pair.certificate(), tokenFile(TOKEN, "rw-r-----"))).isEqualTo(Exit.OK);
    assertThat(err.toString()).as("a group is a decision").isEmpty();
  }

  @Test
  void filesThatCannotBeUsedAreNamed() throws Exception {
    assertThat(nodes(url(), home.resolve("none"), token)).isEqualTo(Exit.USAGE);
    assertThat(err.toString()).contains("HB958 --ca ").contains("there is no such file");
    assertThat(nodes(url(), home, token)).isEqualTo(Exit.USAGE);
    assertThat(err.toString()).contains("HB958 --ca ").contains("it is a directory");
    assertThat(nodes(url(), pair.key(), token)).isEqualTo(Exit.USAGE);
    assertThat(err.toString()).contains("HB958 --ca ").contains("holds no certificates in PEM").doesNotContain("PRIVATE");
    assertThat(nodes(url(), tokenFile("", "rw-------"), token)).isEqualTo(Exit.USAGE);
    assertThat(nodes(url(), pair.certificate(), home.resolve("none"))).isEqualTo(Exit.USAGE);
    assertThat(err.toString()).contains("HB958 --token-file ").contains("there is no such file");
    assertThat(nodes(url(), pair.certificate(), tokenFile(" \n", "rw-------"))).isEqualTo(Exit.USAGE);
    assertThat(err.toString()).contains("is empty");
    assertThat(nodes(url(), pair.certificate(), tokenFile("one\r\nX-Other: two", "rw-------"))).as("it would become a header").isEqualTo(Exit.USAGE);
    assertThat(err.toString()).contains("more than one token").doesNotContain("two");
  }

  @Test
  void whatIsTooLargeOrNoFileIsRefusedWithoutWaiting() throws Exception {
    assertThat(nodes(url(), pair.certificate(), Path.of("/dev/zero"))).isEqualTo(Exit.USAGE);
    assertThat(err.toString()).contains("HB958 --token-file /dev/zero cannot be read: it is a pipe, a socket or a device, and no file.");
    Path large = Files.write(home.resolve("large"), new byte[1024 * 1024 + 1]);
    assertThat(nodes(url(), large, token)).isEqualTo(Exit.USAGE);
    assertThat(err.toString()).contains("HB958 --ca " + large + " cannot be read: it has more than 1 MiB.");
    Path pipe = home.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    assertThat(nodes(url(), pipe, token)).isEqualTo(Exit.USAGE);
    assertThat(err.toString()).contains("HB958 --ca " + pipe + " cannot be read: it is a pipe, a socket or a device, and no file.");
  }

  @Test
  void aTokenNeverGoesOverANetworkInTheClear() {
    assertThat(hb("nodes", "--url", "http://192.0.2.1:8694", "--token-file", token.toString())).isEqualTo(Exit.USAGE);
    assertThat(err.toString()).contains("HB954").contains("everybody on the way").contains("https://");
  }

  @Test
  void whatIsNoAddressOfADaemonIsSaid() {
    for (String url : new String[] {"ftp://alice", "https:///", "alice:8694", "https://alice:99999", "https://alice/api", "https://me:secret@alice:8694",
        "https://me:se/secret@alice:8694", "https://me:secret%zz@alice:8694", "https://alice:8694/?token=secret"}) {
      assertThat(hb("nodes", "--url", url)).as(url).isEqualTo(Exit.USAGE);
      assertThat(err.toString()).as(url).contains("HB954").doesNotContain("secret").hasLineCount(1);
    }
    assertThat(hb("nodes", "--url", "https://no-such-host.invalid:8694")).isEqualTo(Exit.NOT_RUNNING);
    assertThat(err.toString()).contains("There is no host no-such-host.invalid");
    assertThat(hb("status", "--nagios", "--url", "https://no-such-host.invalid:8694")).isEqualTo(3);
  }
}
