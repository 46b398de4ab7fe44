package org.linuxha.heartbeat.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.linuxha.heartbeat.auth.KeyRing;
import org.linuxha.heartbeat.config.OwnSettings;
import org.linuxha.heartbeat.log.LogPlan;
import org.linuxha.heartbeat.setup.ConfigLoader;
import org.linuxha.heartbeat.setup.GoodConfiguration;
import org.linuxha.heartbeat.setup.Loaded;
import org.linuxha.heartbeat.setup.Places;

/** Where a configuration sends the log, and what reading it again changes. */
class RereaderTest {
  @TempDir Path config;
  private Places places;
  private ConfigLoader loader;
  private GoodConfiguration good;
  /** The number of the restart that is refused; the first is 1. */
  private final List<OwnSettings> settings = new ArrayList<>();
  private int refusedRestart;

  @BeforeEach
  void aGoodConfiguration() throws IOException {
    good = new GoodConfiguration(config);
    places = good.places();
    loader = good.loader();
  }

  private void write(String name, String text) throws IOException {
    good.write(name, text);
  }

  private Loaded load() {
    return good.load();
  }

  @Test
  void theLogOfAWrongConfigurationIsStillFound() throws IOException {
    write("ha.cf", "  bogus\n#logfile /no\n logfile\t/var/log/x # here\ndebugfile relative\n");
    LogPlan plan = LogTargets.guess(places.haCf(), "alice");
    assertThat(plan.logfile()).isEqualTo(Path.of("/var/log/x"));
    assertThat(plan.debugfile()).isNull();
    assertThat(LogTargets.guess(config.resolve("missing"), "alice").logfile()).isNull();
  }

  @Test
  void withoutAnyTargetTheLogGoesToSyslogUnlessThatIsRefused() throws IOException {
    assertThat(plan().syslogFacility()).hasValue(24);
    String haCf = Files.readString(config.resolve("ha.cf"));
    write("ha.cf", "logfacility local0\n" + haCf);
    assertThat(plan().syslogFacility()).hasValue(128);
    write("ha.cf", "logfile /tmp/x\ndebug 2\n" + haCf);
    assertThat(plan().syslogFacility()).isEmpty();
    assertThat(plan().debugLevel()).as("the file beats -d").isEqualTo(2);
    write("ha.cf", "logfacility none\n" + haCf);
    assertThat(plan().syslogFacility()).isEmpty();
  }

  private LogPlan plan() {
    Loaded loaded = load();
    return LogTargets.of(
        loaded.configuration().orElseThrow(() -> new AssertionError(loaded.problems())), "alice", 1);
  }

  @Test
  void rereadingTakesChangedKeysOnceAndKeepsGoodOnesWhenTheNewAreBad() throws IOException {
    List<KeyRing> taken = new ArrayList<>();
    Rereader rereader = rereader(taken, new AtomicInteger());
    rereader.reread();
    assertThat(taken).isEmpty();
    change("auth 2\n2 md5 another\n", 1);
    rereader.reread();
    rereader.reread();
    assertThat(taken).hasSize(1);
    assertThat(taken.get(0).active()).isEqualTo(2);
    change("nonsense\n", 2);
    rereader.reread();
    assertThat(taken).hasSize(1);
  }

  @Test
  void aChangedHaCfBeginsTheNextLifeAndAWrongOneChangesNothing() throws IOException {
    AtomicInteger restarts = new AtomicInteger();
    Rereader rereader = rereader(new ArrayList<>(), restarts);
    String good = Files.readString(config.resolve("ha.cf"));
    change("ha.cf", good + "nonsense\n", 1);
    rereader.reread();
    assertThat(restarts).hasValue(0);
    change("ha.cf", good + "deadtime 7\n", 2);
    rereader.reread();
    rereader.reread();
    assertThat(restarts).as("once for one change").hasValue(1);
  }

  @Test
  void whatWasRefusedIsTriedAgainThoughItsFileDidNotChange() throws IOException {
    AtomicInteger restarts = new AtomicInteger();
    List<KeyRing> taken = new ArrayList<>();
    Rereader rereader = rereader(taken, restarts);
    change("ha.cf", Files.readString(config.resolve("ha.cf")) + "deadtime 7\n", 1);
    refusedRestart = 1;
    rereader.reread();
    rereader.reread();
    assertThat(restarts).as("refused once, then begun").hasValue(2);
    change("auth 1\n1 crc\n", 2);
    Files.setPosixFilePermissions(config.resolve("authkeys"), PosixFilePermissions.fromString("rw-r--r--"));
    rereader.reread();
    assertThat(taken).as("keys that others can read").isEmpty();
    // the remedy that is named changes no time of modification
    Files.setPosixFilePermissions(config.resolve("authkeys"), PosixFilePermissions.fromString("rw-------"));
    rereader.reread();
    assertThat(taken).hasSize(1);
  }

  @Test
  void aFileOfSecretsOfAnotherNameIsTakenOverToo() throws IOException {
    Files.delete(config.resolve("ha.cf"));
    Files.delete(config.resolve("authkeys"));
    write("heartbeat.json", """
        {"secrets": "mine.secret", "cluster": {"nodes": ["alice", "bob"]}, "pacemaker": {"mode": true},
         "network": {"media": [{"kind": "mcast", "device": "lo", "group": "239.0.0.1"}]}}""");
    secrets("first", 0);
    Loaded loaded = load();
    assertThat(loaded.keys()).as(loaded.problems().toString()).isPresent();
    List<KeyRing> taken = new ArrayList<>();
    Rereader rereader = rereader(taken, new AtomicInteger());
    rereader.reread();
    assertThat(taken).isEmpty();
    secrets("second", 1);
    rereader.reread();
    rereader.reread();
    assertThat(taken).hasSize(1);
    assertThat(new String(taken.get(0).activeKey().secret().toArray(), java.nio.charset.StandardCharsets.US_ASCII)).isEqualTo("second");
    assertThat(Kept.of(config).files()).containsKeys("heartbeat.json", "mine.secret");
    assertThat(new String(Kept.of(config).withKeysOf(new Kept(java.util.Map.of("mine.secret", new byte[] {'x'}))).files().get("mine.secret"),
        java.nio.charset.StandardCharsets.US_ASCII)).isEqualTo("x");
  }

  @Test
  void settingsBesideHaCfAreTakenInPlaceAndWrongOnesChangeNothing() throws IOException {
    AtomicInteger restarts = new AtomicInteger();
    Rereader rereader = rereader(new ArrayList<>(), restarts);
    change("heartbeat.json", "{\"http\": {\"address\": \"127.0.0.1:1234\"}}", 1);
    rereader.reread();
    rereader.reread();
    assertThat(settings).singleElement().matches(own -> own.address().port() == 1234);
    change("heartbeat.json", "{\"http\": {\"address\": \"127.0.0.1:12345678\"}}", 2);
    rereader.reread();
    change("heartbeat.json", "{\"http\": {\"address\": \"0.0.0.0:1\"}}", 3);
    rereader.reread();
    change("heartbeat.json", "{\"timing\": {\"deadtimeMillis\": 9000}, \"http\": {\"address\": \"127.0.0.1:1234\"}}", 4);
    rereader.reread();
    assertThat(settings).as("nobody is served by chance").hasSize(1);
    Files.delete(config.resolve("heartbeat.json"));
    rereader.reread();
    assertThat(settings).last().isEqualTo(OwnSettings.NONE);
    assertThat(restarts).as("the cluster hears nothing of it").hasValue(0);
  }

  @Test
  void whatIsKeptHasTheNewSettingsAndTheOldCluster() {
    Kept kept = new Kept(java.util.Map.of("ha.cf", new byte[] {1}, "authkeys", new byte[] {1}, "heartbeat.json", new byte[] {1}, "x.json", new byte[] {1}));
    Kept mixed = kept.withOwnOf(new Kept(java.util.Map.of("ha.cf", new byte[] {2}, "authkeys", new byte[] {2}, "heartbeat.json", new byte[] {2})));
    assertThat(mixed.files()).containsOnlyKeys("ha.cf", "authkeys", "heartbeat.json");
    assertThat(mixed.files().get("ha.cf")).containsExactly(1);
    assertThat(mixed.files().get("authkeys")).containsExactly(1);
    assertThat(mixed.files().get("heartbeat.json")).containsExactly(2);
  }

  private void secrets(String key, int hours) throws IOException {
    change("mine.secret", "{\"keys\": {\"active\": 1, \"all\": [{\"number\": 1, \"method\": \"sha1\", \"key\": \"" + key + "\"}]}}", hours);
    Files.setPosixFilePermissions(config.resolve("mine.secret"), PosixFilePermissions.fromString("rw-------"));
  }

  private Rereader rereader(List<KeyRing> taken, AtomicInteger restarts) {
    return new Rereader(places, this::load, load().own(), taken::add, settings::add, loss -> { }, () -> restarts.incrementAndGet() != refusedRestart);
  }

  private void change(String authKeys, int hours) throws IOException {
    change("authkeys", authKeys, hours);
  }

  private void change(String file, String content, int hours) throws IOException {
    write(file, content);
    Files.setLastModifiedTime(
        config.resolve(file), FileTime.fromMillis(System.currentTimeMillis() + hours * 3_600_000L));
  }
}
