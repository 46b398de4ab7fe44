package org.linuxha.heartbeat.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.linuxha.heartbeat.config.ApiToken;

/** heartbeat.json with our own sections beside the ha.cf that a C node reads too: HTTPS with tokens, and a reload that nobody hears. */
@Interop({"north", "south"})
class OwnSectionsIT {
  private static final String TOKEN = "0123456789abcdef0123456789abcdef0123456789";
  private static final String OTHER = "fedcba9876543210fedcba9876543210fedcba9876";
  private static final Duration LIMIT = Duration.ofSeconds(30);

  @Test
  void ourOwnSectionsStandBesideTheHaCfThatACNodeReads(Hosts hosts) throws Exception {
    Setup setup = Setup.plain().with("auto_failback off");
    MixedCluster cluster = new MixedCluster(hosts, setup).installAll(List.of(Kind.OURS, Kind.C));
    Host north = hosts.get("north");
    Path pair = north.home();
    certificate(north, pair, "first");
    settings(north, pair, TOKEN);
    cluster.startAll().awaitAllActive();

    String bearer = "Authorization: Bearer " + TOKEN;
    assertThat(curl(north, pair, "-H", bearer, "https://localhost:9443/api/v1/nodes")).contains("south");
    assertThat(curl(north, pair, "-H", bearer, "https://" + north.address(0) + ":9443/api/v1/nodes")).contains("south");
    assertThat(curl(hosts.get("south"), pair, "-H", bearer, "https://" + north.address(0) + ":9443/metrics")).contains("heartbeat_");
    assertThat(curl(north, pair, "-i", "https://localhost:9443/api/v1/nodes")).contains("401").contains("WWW-Authenticate").contains("HB766").doesNotContain("south");
    assertThat(curl(north, pair, "-i", "-H", "Authorization: Bearer " + OTHER, "https://localhost:9443/")).contains("401").contains("invalid_token");
    assertThat(curl(north, pair, "-i", "-N", "-m", "5", "-H", bearer, "-H", "Connection: Upgrade", "-H", "Upgrade: websocket", "-H", "Sec-WebSocket-Version: 13",
        "-H", "Sec-WebSocket-Key: x3JJHMbDL1EzLkh9GBhXDw==", "https://localhost:9443/api/v1/events")).contains("101 Switching Protocols").contains("\"snapshot\"");
    assertThat(curl(north, pair, "-i", "-H", "Connection: Upgrade", "-H", "Upgrade: websocket", "-H", "Sec-WebSocket-Version: 13",
        "-H", "Sec-WebSocket-Key: x3JJHMbDL1EzLkh9GBhXDw==", "https://localhost:9443/api/v1/events")).contains("401");
    hbOnAnotherMachine(hosts.get("south"), north, pair);

    OurDaemon ours = (OurDaemon) cluster.daemon("north");
    long generation = new JsonObject(ours.get("/api/v1/cluster")).getLong("generation");
    certificate(north, pair, "second");
    settings(north, pair, OTHER);
    north.exec(LIMIT, ours.program(), "-r").orFail();
    Await.that("the new token", LIMIT, () -> curl(north, pair, "-H", "Authorization: Bearer " + OTHER, "https://localhost:9443/api/v1/nodes").contains("south"), north::log);
    assertThat(curl(north, pair, "-i", "-H", bearer, "https://localhost:9443/api/v1/nodes")).contains("401");
    assertThat(new JsonObject(ours.get("/api/v1/cluster")).getLong("generation")).as("the same life").isEqualTo(generation);

    north.writeConfig("heartbeat.json", "rw-r--r--", "{\"timing\": {\"deadtimeMillis\": 9000}, \"tls\": {\"certificate\": \"/no/such\", \"key\": \"/no/such\"}}");
    assertThat(north.exec(LIMIT, ours.program(), "-r").exit()).isEqualTo(1);
    assertThat(curl(north, pair, "-H", "Authorization: Bearer " + OTHER, "https://localhost:9443/api/v1/nodes")).as("it goes on").contains("south");
    assertThat(north.log()).contains("HB194 heartbeat.json:1:46 /tls/certificate: Cannot read /no/such").doesNotContain(TOKEN).doesNotContain(OTHER);
    cluster.awaitAllActive();
  }

  /** South runs C: hb there sees the cluster through north's daemon. */
  private static void hbOnAnotherMachine(Host south, Host north, Path pair) throws Exception {
    Path token = Files.writeString(pair.resolve("token"), TOKEN + "\n");
    Files.setPosixFilePermissions(token, java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
    String url = "https://" + north.address(0) + ":9443";
    String hb = OurDaemon.home() + "/bin/hb ";
    String how = " --url " + url + " --ca " + pair.resolve("own.pem") + " --token-file " + token;
    assertThat(south.sh(hb + "nodes" + how).orFail().out()).contains("north *").contains("south");
    Command.Result environment = south.sh("HB_URL=" + url + " HB_CA=" + pair.resolve("own.pem") + " HB_TOKEN_FILE=" + token + " " + hb + "members");
    assertThat(environment.exit()).as(environment.err()).isZero();
    assertThat(environment.out()).contains("south");
    Command.Result nobody = south.sh(hb + "nodes --url " + url + " --ca " + pair.resolve("own.pem"));
    assertThat(nobody.exit()).isEqualTo(4);
    assertThat(nobody.err()).contains("HB957");
    Command.Result unknown = south.sh(hb + "nodes --url " + url);
    assertThat(unknown.exit()).isEqualTo(5);
    assertThat(unknown.err()).contains("HB955");
    Command.Result mute = south.sh(hb + "send hello" + how);
    assertThat(mute.exit()).as("a token without that service").isEqualTo(4);
    assertThat(mute.err()).contains("HB760");
  }

  private static String curl(Host host, Path pair, String... arguments) {
    List<String> command = new java.util.ArrayList<>(List.of("curl", "-sS", "--http1.1", "--max-time", "20", "--cacert", pair.resolve("own.pem").toString()));
    command.addAll(List.of(arguments));
    Command.Result result = host.exec(LIMIT, command.toArray(String[]::new));
    return result.out() + result.err();
  }

  private static void certificate(Host host, Path pair, String name) {
    host.exec(LIMIT, "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "60", "-subj", "/CN=" + name,
        "-addext", "subjectAltName=DNS:localhost,IP:" + host.address(0), "-out", pair.resolve("own.pem").toString(), "-keyout", pair.resolve("own.key").toString()).orFail();
    host.exec(LIMIT, "chmod", "600", pair.resolve("own.key").toString()).orFail();
    assertThat(Files.exists(pair.resolve("own.pem"))).isTrue();
  }

  private static void settings(Host host, Path pair, String token) throws Exception {
    JsonObject json = new JsonObject()
        .put("http", new JsonObject().put("address", "0.0.0.0:9443"))
        .put("tls", new JsonObject().put("certificate", pair.resolve("own.pem").toString()).put("key", pair.resolve("own.key").toString()))
        .put("tokens", new io.vertx.core.json.JsonArray().add(
            new JsonObject().put("name", "test").put("sha256", HexFormat.of().formatHex(ApiToken.hash(token)))));
    host.writeConfig("heartbeat.json", "rw-r--r--", json.encodePrettily());
  }
}
