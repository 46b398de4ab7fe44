package org.linuxha.heartbeat.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.linuxha.heartbeat.interop.Kind.C;
import static org.linuxha.heartbeat.interop.Kind.OURS;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.linuxha.heartbeat.message.Value;
import org.linuxha.heartbeat.message.Message;
import org.linuxha.heartbeat.message.MalformedMessage;
import org.linuxha.heartbeat.message.Fields;
import org.linuxha.heartbeat.message.Field;
import org.linuxha.heartbeat.message.Compressor;
import org.linuxha.heartbeat.message.Bytes;

/** wire.md 8.5: serial lines over pseudo-terminals, a C node at one end and ours at the other. */
@Interop
class SerialIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final long SEED = 19_200;
  private static final int MESSAGES = 15;
  private static final int DEADTIME_SECONDS = 4;
  private static final int PATIENT_DEADTIME_SECONDS = 10;
  /** 19200 baud carry some 8 messages a second, signs of life included. */
  private static final long PACE_MILLIS = 250;

  /** Each host has a device of its own name, so the files differ in that line. */
  private static MixedCluster cluster(Hosts hosts, SerialCable cable, List<Kind> kinds, String... others) {
    return cluster(hosts, cable, DEADTIME_SECONDS, kinds, others);
  }

  private static MixedCluster cluster(
      Hosts hosts, SerialCable cable, int deadtimeSeconds, List<Kind> kinds, String... others) {
    Setup setup = Setup.plain().withMedia(others)
        .with("keepalive 500ms").with("warntime 3").with("deadtime " + deadtimeSeconds).with("initdead " + Math.max(12, deadtimeSeconds))
        .with("apiauth " + Chatter.SERVICE + " uid=root");
    MixedCluster cluster = new MixedCluster(hosts, setup).installAll(kinds);
    for (int i = 0; i < 2; i++) {
      String[] media = List.of("baud 19200", "serial " + cable.device(i), others.length == 0 ? "" : others[0])
          .toArray(String[]::new);
      setup.withMedia(media).writeTo(hosts.all().get(i), hosts.all());
    }
    return cluster;
  }

  private static void awaitSerial(MixedCluster cluster, SerialCable cable, String status) {
    cluster.awaitLink(cluster.daemon("north"), "south", cable.device(0), status);
    cluster.awaitLink(cluster.daemon("south"), "north", cable.device(1), status);
  }

  private static void assertNobodyDied(Hosts hosts) {
    hosts.all().forEach(host -> assertThat(host.log()).doesNotContain("is dead"));
  }

  /** All numbers sent by each arrive at the other, once. */
  private static void exchange(MixedCluster cluster) throws Exception {
    try (Chatter theirs = Chatter.on(cluster.daemon("north")); Chatter ours = Chatter.on(cluster.daemon("south"))) {
      for (int number = 1; number <= MESSAGES; number++) {
        theirs.send(number);
        ours.send(number);
        LockSupport.parkNanos(PACE_MILLIS * 1_000_000);
      }
      List<Integer> all = IntStream.rangeClosed(1, MESSAGES).boxed().toList();
      cluster.hosts().await("all messages came over", LIMIT,
          () -> ours.from("north").size() >= MESSAGES && theirs.from("south").size() >= MESSAGES);
      assertThat(ours.from("north")).isEqualTo(all);
      assertThat(theirs.from("south")).hasSize(MESSAGES).containsExactlyInAnyOrderElementsOf(all);
    }
  }

  /** ccm_testclient beside the C daemon and a reader of our API's events are told nothing from the first cut to the end. */
  @Test
  void eitherOfOneNetworkAndOneLineMayGoAndNobodyDiesAndNoViewChanges(Hosts hosts) throws Exception {
    try (SerialCable cable = SerialCable.open(hosts, SEED)) {
      MixedCluster cluster = cluster(hosts, cable, List.of(C, OURS), "bcast eth0").startAll().awaitAllActive();
      awaitSerial(cluster, cable, "up");
      try (ViewWatch theirs = ViewWatch.of(cluster.daemon("north")); ViewWatch ours = ViewWatch.of(cluster.daemon("south"))) {
        List<ViewWatch> watches = List.of(theirs, ours);
        hosts.await("both clients have the view", LIMIT,
            () -> watches.stream().allMatch(watch -> watch.holds(Set.of("north", "south"))));
        long sinceNanos = System.nanoTime();
        hosts.setCable(hosts.get("north"), 0, false);
        cluster.awaitLink(cluster.daemon("south"), "north", "eth0", "dead");
        cluster.awaitLink(cluster.daemon("north"), "south", "eth0", "dead");
        exchange(cluster);
        hosts.setCable(hosts.get("north"), 0, true);
        cluster.awaitLink(cluster.daemon("south"), "north", "eth0", "up");
        cluster.awaitLink(cluster.daemon("north"), "south", "eth0", "up");
        cable.cut(true);
        awaitSerial(cluster, cable, "dead");
        exchange(cluster);
        cable.cut(false);
        awaitSerial(cluster, cable, "up");
        if (Matrix.ALL) {
          hosts.setCable(hosts.get("north"), 0, false);
          cluster.awaitLink(cluster.daemon("south"), "north", "eth0", "dead");
          cluster.stays("north", "active", Duration.ofSeconds(2 * DEADTIME_SECONDS));
        }
        for (ViewWatch watch : watches) {
          assertThat(watch.since(sinceNanos)).as("told on " + watch.name()).isEmpty();
        }
      }
      assertNobodyDied(hosts);
      cluster.assertNoComplaints();
    }
  }

  @Test
  void aLineAloneCarriesACluster(Hosts hosts) throws Exception {
    try (SerialCable cable = SerialCable.open(hosts, SEED)) {
      MixedCluster cluster = cluster(hosts, cable, List.of(C, OURS)).startAll().awaitAllActive();
      exchange(cluster);
      assertNobodyDied(hosts);
      cluster.daemon("south").stop();
      cluster.awaitDead(cluster.daemon("north"), "south");
      cluster.assertNoComplaints();
    }
  }

  /**
   * With two bytes of a thousand damaged about half of the messages of 300 bytes come whole, and twenty signs of life in a
   * deadtime are enough. With ten of a thousand three or four of a hundred do: the C daemon heard none of 120 in a minute,
   * so a line that is that bad needs a network beside it.
   */
  @Test
  @EnabledIfSystemProperty(named = "heartbeat.test.all", matches = "true")
  void aBadLineAloneKeepsBothAliveIfDeadtimeIsLongEnough(Hosts hosts) throws Exception {
    assumeFalse(Kind.STAND_IN, "asks our API");
    try (SerialCable cable = SerialCable.open(hosts, SEED)) {
      MixedCluster cluster = cluster(hosts, cable, PATIENT_DEADTIME_SECONDS, List.of(C, OURS)).startAll().awaitAllActive();
      OurDaemon ours = (OurDaemon) cluster.daemon("south");
      cable.damage(2);
      // cl_status gets no answer while the C daemon waits for what was lost: of it the log is asked
      Await.throughout("nobody is dead", Duration.ofSeconds(3 * PATIENT_DEADTIME_SECONDS),
          () -> ours.statusOf("north").equals("active") && !hosts.get("north").log().contains("is dead"),
          () -> hosts.lastLogs(40));
      assertThat(rejected(ours)).as("damaged messages").isGreaterThan(10);
      cable.damage(0);
      cluster.awaitStatus(cluster.daemon("north"), "south", "active", LIMIT);
      exchange(cluster);
      assertNobodyDied(hosts);
    }
  }

  /** Most messages of 250 bytes are hit then; the line is found anew after each, and nothing is believed that should not be. */
  @Test
  void aBadLineHarmsNothingAndIsGoodAgainWhenItIs(Hosts hosts) throws Exception {
    assumeFalse(Kind.STAND_IN, "asks our API");
    try (SerialCable cable = SerialCable.open(hosts, SEED)) {
      MixedCluster cluster = cluster(hosts, cable, List.of(C, OURS), "bcast eth0").startAll().awaitAllActive();
      awaitSerial(cluster, cable, "up");
      cable.damage(10);
      exchange(cluster);
      OurDaemon ours = (OurDaemon) cluster.daemon("south");
      hosts.await("damaged messages are counted", LIMIT, () -> rejected(ours) >= 5);
      cable.damage(0);
      awaitSerial(cluster, cable, "up");
      assertNobodyDied(hosts);
      hosts.setCable(hosts.get("north"), 0, false);
      exchange(cluster);
      assertNobodyDied(hosts);
    }
  }

  /** A C client beside each daemon, so that neither the library nor the API of ours stands between. */
  @Test
  @EnabledIfSystemProperty(named = "heartbeat.test.all", matches = "true")
  void everyTypeOfFieldComesOverALineAsItWas(Hosts hosts) throws Exception {
    try (SerialCable cable = SerialCable.open(hosts, SEED)) {
      MixedCluster cluster = cluster(hosts, cable, List.of(C, OURS)).startAll().awaitAllActive();
      try (CChatter theirs = new CChatter(hosts.get("north")); CChatter ours = new CChatter(hosts.get("south"))) {
        List<Message> all = everyType();
        for (Message message : all) {
          theirs.send(message);
          ours.send(message);
        }
        hosts.await("all types came over", LIMIT,
            () -> ours.messages("north").size() >= all.size() && theirs.messages("south").size() >= all.size());
        for (int i = 0; i < all.size(); i++) {
          assertSame(all.get(i), ours.messages("north").get(i));
          assertSame(all.get(i), theirs.messages("south").get(i));
        }
      }
      assertNobodyDied(hosts);
      cluster.assertNoComplaints();
    }
  }

  private static List<Message> everyType() {
    Message child = Message.EMPTY.with("a", "1").with("b", "two\nlines")
        .with(new Field("inner", new Value.Struct(Message.EMPTY.with("deep", "x").with(Field.binary("db", Bytes.ofHex("0514"))))));
    Message start = Message.ofType(Chatter.TYPE);
    return List.of(
        start.with("n", "1").with("empty", "").with("lines", "one\ntwo"),
        start.with("n", "2").with(Field.binary("bin", Bytes.ofHex("0001c7e0b83d2c"))),
        start.with("n", "3").with(new Field("lst", new Value.TextList(List.of("abc", "de fg")))),
        start.with("n", "4").with(new Field("child", new Value.Struct(child))),
        start.with("n", "5").with(new Field("packed", new Value.Uncompressed(child.with("pad", "y".repeat(600))))));
  }

  /** Each field that was sent arrived; what was to be compressed is compressed and restores to what it was. */
  private static void assertSame(Message sent, Message arrived) throws MalformedMessage {
    for (Field field : sent.fields()) {
      Value value = arrived.field(field.name()).value();
      if (field.value() instanceof Value.Uncompressed wanted) {
        assertThat(Compressor.expand((Value.Compressed) value, arrived.text(Fields.COMPRESSION_ALGORITHM)))
            .isEqualTo(wanted.message());
      } else {
        assertThat(value).as(field.name()).isEqualTo(field.value());
      }
    }
  }

  @Test
  void aLineThatIsUnpluggedIsUsedAgainWhenItIsPluggedIn(Hosts hosts) throws Exception {
    assumeFalse(Kind.STAND_IN, "the C daemon does not open it again");
    try (SerialCable cable = SerialCable.open(hosts, SEED)) {
      MixedCluster cluster = cluster(hosts, cable, List.of(OURS, OURS), "bcast eth0").startAll().awaitAllActive();
      awaitSerial(cluster, cable, "up");
      cable.unplug();
      awaitSerial(cluster, cable, "dead");
      OurDaemon ours = (OurDaemon) cluster.daemon("south");
      hosts.await("the fault is reported", LIMIT, () -> medium(ours).getString("status").equals("fault"));
      cable.plug();
      awaitSerial(cluster, cable, "up");
      assertThat(medium(ours).getString("status")).isEqualTo("open");
      assertNobodyDied(hosts);
    }
  }

  /** The C daemon does not open a device again, so its end stays; ours is pulled from under our daemon. */
  @Test
  @EnabledIfSystemProperty(named = "heartbeat.test.all", matches = "true")
  void ourEndIsUnpluggedAndPluggedInAgainBesideAC(Hosts hosts) throws Exception {
    assumeFalse(Kind.STAND_IN, "the C daemon does not open it again");
    try (SerialCable cable = SerialCable.open(hosts, SEED)) {
      MixedCluster cluster = cluster(hosts, cable, List.of(C, OURS), "bcast eth0").startAll().awaitAllActive();
      awaitSerial(cluster, cable, "up");
      OurDaemon ours = (OurDaemon) cluster.daemon("south");
      for (int i = 0; i < 2; i++) {
        cable.unplug(1);
        awaitSerial(cluster, cable, "dead");
        hosts.await("the fault is reported", LIMIT, () -> medium(ours).getString("status").equals("fault"));
        cable.plug(1);
        awaitSerial(cluster, cable, "up");
      }
      hosts.setCable(hosts.get("north"), 0, false);
      exchange(cluster);
      assertNobodyDied(hosts);
      assertThat(hosts.get("south").log()).contains("HB401", "HB402");
      Path library = hosts.get("south").stateFile("tmp");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(library))).isEqualTo("rwx------");
      try (Stream<Path> unpacked = Files.walk(library)) {
        assertThat(unpacked).anyMatch(file -> file.endsWith("libjSerialComm.so"));
      }
    }
  }

  private static JsonObject medium(OurDaemon ours) {
    return new JsonArray(ours.get("/api/v1/links")).stream()
        .map(JsonObject.class::cast)
        .filter(link -> link.getString("kind").equals("serial"))
        .findFirst()
        .orElseThrow();
  }

  private static long rejected(OurDaemon ours) {
    return medium(ours).getJsonObject("rejected").stream().mapToLong(each -> ((Number) each.getValue()).longValue()).sum();
  }
}
