package org.linuxha.heartbeat.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Section logging of heartbeat.json on a running node: JSON lines from the first one, text and back by heartbeat -r, the level of one logger. */
@Interop({"north", "south"})
class OwnLoggingIT {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  @Test
  void theFormOfLinesAndTheLevelOfOneLoggerFollowTheFile(Hosts hosts) {
    Setup setup = Setup.plain().with("debugfile /var/log/ha-debug");
    MixedCluster cluster = new MixedCluster(hosts, setup).installAll(List.of(Kind.OURS, Kind.C));
    Host north = hosts.get("north");
    OurDaemon ours = (OurDaemon) cluster.daemon("north");
    logging(north, "{\"format\": \"json\", \"levels\": {\"membership\": \"debug\"}}");
    cluster.startAll().awaitAllActive();
    hosts.await("a membership", LIMIT, () -> ours.membership().formed());
    assertThat(north.log().lines()).as("from the first line on").isNotEmpty().allMatch(OwnLoggingIT::isJson);
    assertThat(north.log().lines().map(JsonObject::new)).anySatisfy(line -> {
      assertThat(line.getString("text")).contains("Link south:eth0 up.");
      assertThat(line.getString("node") + " " + line.getString("level")).isEqualTo("north info");
    });
    assertThat(debugLoggers(north)).as("who says debug lines").containsOnly("org.linuxha.heartbeat.membership");
    assertThat(north.log()).as("logfile takes none").doesNotContain("\"level\":\"debug\"");

    // what is refused is said in the form of the log, by the daemon and by the program that asks it
    logging(north, "{\"format\": \"json\", \"levels\": {\"membrship\": \"debug\"}}");
    assertThat(north.exec(LIMIT, ours.program(), "-r", "-M").exit()).isEqualTo(1);
    north.sh("kill -HUP $(cat /run/heartbeat.pid)").orFail();
    hosts.await("the refusal", LIMIT, () -> north.log().contains("HB842"));
    assertThat(north.log()).contains("\"id\":\"HB182\"");
    assertThat(north.log().lines()).allMatch(OwnLoggingIT::isJson);

    logging(north, "{\"levels\": {\"client\": \"debug\"}}");
    reload(ours);
    hosts.await("text", LIMIT, () -> !isJson(lastLine(north)));
    north.exec(LIMIT, "cl_status", "listnodes").orFail();
    hosts.await("a debug line of the client's room", LIMIT, () -> debug(north).lines().anyMatch(line -> line.contains("debug: ") && line.contains("signed on")));
    long lines = north.log().lines().filter(OwnLoggingIT::isJson).count();

    logging(north, "{\"format\": \"json\"}");
    reload(ours);
    hosts.await("JSON again", LIMIT, () -> isJson(lastLine(north)));
    assertThat(north.log().lines().filter(OwnLoggingIT::isJson).count()).isGreaterThan(lines);
    long signedOn = signedOn(north);
    north.exec(LIMIT, "cl_status", "listnodes").orFail();
    north.sh("kill -USR1 $(cat /run/heartbeat.pid)").orFail();
    hosts.await("a line behind it", LIMIT, () -> debug(north).contains("debug now set to 1"));
    assertThat(signedOn(north)).as("that level is gone").isEqualTo(signedOn);
    cluster.awaitAllActive();
    hosts.all().forEach(host -> assertThat(host.log()).as(host.name()).doesNotContain("is dead"));
  }

  private static void logging(Host host, String section) {
    host.writeConfig("heartbeat.json", "rw-r--r--", "{\"logging\": " + section + "}");
  }

  private static void reload(OurDaemon ours) {
    ours.host().exec(LIMIT, ours.program(), "-r", "-M").orFail();
  }

  private static String debug(Host host) {
    return Command.text(host.home().resolve("log/ha-debug"));
  }

  private static long signedOn(Host host) {
    return debug(host).lines().filter(line -> line.contains("signed on")).count();
  }

  private static List<String> debugLoggers(Host host) {
    return debug(host).lines().map(JsonObject::new).filter(line -> line.getString("level").equals("debug")).map(line -> line.getString("logger")).toList();
  }

  private static String lastLine(Host host) {
    return host.log().lines().reduce((first, last) -> last).orElse("");
  }

  private static boolean isJson(String line) {
    try {
      return line.startsWith("{") && new JsonObject(line).containsKey("text");
    } catch (DecodeException e) {
      return false;
    }
  }
}
