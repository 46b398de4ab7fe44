package org.linuxha.heartbeat.daemon;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.linuxha.heartbeat.auth.KeyRing;
import org.linuxha.heartbeat.bus.TestLoss;
import org.linuxha.heartbeat.config.OwnSettings;
import org.linuxha.heartbeat.log.Words;
import org.linuxha.heartbeat.problem.Code;
import org.linuxha.heartbeat.problem.Problem;
import org.linuxha.heartbeat.problem.Severity;
import org.linuxha.heartbeat.setup.Loaded;
import org.linuxha.heartbeat.setup.Places;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * SIGHUP: files whose time of modification changed are read again (wire.md 13). Changed keys are used
 * from the next packet on, so are our own settings; a changed ha.cf starts the daemon anew in its process. What is wrong replaces
 * nothing: the daemon goes on with what it has, where the C daemon would end. It counts as not yet read, for a
 * remedy may be a mode, a package or room on a disk, and no change of that file.
 */
final class Rereader {
  private static final Logger LOG = LoggerFactory.getLogger(Rereader.class);

  private final Places places;
  private final Supplier<Loaded> loader;
  private final Consumer<KeyRing> newKeys;
  private final Consumer<OwnSettings> newSettings;
  private final Consumer<TestLoss> losses;
  private final BooleanSupplier restart;
  private final TestLossFile lossFile;
  private FileTime haCfTime;
  private List<FileTime> keyTimes;
  private List<FileTime> ownTimes;
  private OwnSettings own;

  /**
   * @param loader reads everything from the files
   * @param own those that are in use
   * @param newKeys takes keys that changed
   * @param newSettings takes our own settings if they changed
   * @param losses takes what a test wants lost
   * @param restart begins the next life; false if that would not begin
   */
  Rereader(
      Places places, Supplier<Loaded> loader, OwnSettings own, Consumer<KeyRing> newKeys, Consumer<OwnSettings> newSettings,
      Consumer<TestLoss> losses, BooleanSupplier restart) {
    this.places = places;
    this.loader = loader;
    this.own = own;
    this.newKeys = newKeys;
    this.newSettings = newSettings;
    this.losses = losses;
    this.restart = restart;
    lossFile = new TestLossFile(places.config());
    haCfTime = time(places.configuration());
    keyTimes = keyTimes();
    ownTimes = ownTimes();
  }

  /** Blocks; one call at a time. */
  synchronized void reread() {
    FileTime haCf = time(places.configuration());
    List<FileTime> keys = keyTimes();
    boolean keysChanged = !keys.equals(keyTimes);
    boolean configChanged = !haCf.equals(haCfTime);
    if (configChanged) {
      if (restart(load())) {
        haCfTime = haCf;
        keyTimes = keys;
      }
      return;
    }
    List<FileTime> ownFiles = ownTimes();
    if (keysChanged || !ownFiles.equals(ownTimes)) {
      Loaded loaded = load();
      if (keysChanged && keys(loaded)) {
        keyTimes = keys;
      }
      own(loaded, ownFiles);
    } else {
      LOG.info("Configuration unchanged.");
    }
    losses.accept(lossFile.read());
  }

  private Loaded load() {
    Loaded loaded = loader.get();
    loaded.problems().forEach(Rereader::say);
    return loaded;
  }

  private boolean restart(Loaded loaded) {
    if (loaded.isUsable()) {
      return restart.getAsBoolean();
    }
    Words.say(LOG, Code.CONFIGURATION_KEPT.severity(), Code.CONFIGURATION_KEPT,
        "Config errors: Heartbeat pid " + ProcessHandle.current().pid() + " NOT restarted");
    return false;
  }

  private boolean keys(Loaded loaded) {
    LOG.info("Rereading authentication file.");
    if (loaded.keys().isPresent()) {
      newKeys.accept(loaded.keys().get());
      return true;
    }
    Words.say(LOG, Severity.ERROR, Code.KEYS_KEPT,
        "Authentication configuration error: the daemon goes on with the keys it has.");
    return false;
  }

  private void own(Loaded loaded, List<FileTime> times) {
    if (!loaded.isUsable()) {
      Words.say(LOG, Code.CONFIGURATION_KEPT.severity(), Code.CONFIGURATION_KEPT,
          "Config errors: the daemon goes on with the settings of its own that it has.");
    } else if (loaded.own().equals(own)) {
      ownTimes = times;
    } else {
      LOG.info("Settings of heartbeat.json have changed.");
      own = loaded.own();
      newSettings.accept(own);
      // other files may be named now
      ownTimes = ownTimes();
    }
  }

  static void say(Problem problem) {
    Words.say(LOG, problem.code().severity(), null, problem.full());
  }

  private List<FileTime> keyTimes() {
    return places.keyFiles().stream().map(Rereader::time).toList();
  }

  /** heartbeat.json beside ha.cf, and the certificate, which may change alone. */
  private List<FileTime> ownTimes() {
    return Stream.concat(places.ownFiles().stream(),
        own.tls().stream().flatMap(tls -> Stream.of(tls.certificateFile(), tls.keyFile())).map(Path::of)).map(Rereader::time).toList();
  }

  private static FileTime time(Path path) {
    try {
      return Files.getLastModifiedTime(path);
    } catch (IOException e) {
      return FileTime.fromMillis(0);
    }
  }
}
