package org.linuxha.heartbeat.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** The daemon and a watchdog device: a pipe stands in for it, and whatever is written is recorded. */
@Timeout(240)
class WatchdogIT {
  private static final int SILENCE_MILLIS = 1_500;

  @TempDir Path directory;
  private final BlockingQueue<Integer> written = new LinkedBlockingQueue<>();
  private Path pipe;
  private RandomAccessFile device;
  private TestNode node;
  private String haCf;

  @BeforeEach
  void make() throws Exception {
    pipe = directory.resolve("watchdog");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    device = new RandomAccessFile(pipe.toFile(), "rw");
    Thread reader = new Thread(this::record, "watchdog stand-in");
    reader.setDaemon(true);
    reader.start();
    node = new TestNode("alice", directory, TestNode.link(), "alice");
    haCf = Files.readString(node.config.resolve("ha.cf")) + "watchdog " + pipe + "\n";
  }

  @AfterEach
  void remove() throws Exception {
    node.close();
    // ends the reader, which closes the file; close() would wait for its read
    Files.write(pipe, new byte[] {'.'});
  }

  private void record() {
    try (RandomAccessFile closing = device) {
      for (int value = closing.read(); value != '.'; value = closing.read()) {
        written.add(value);
      }
    } catch (IOException e) {
      written.add(-1);
    }
  }

  private Integer next() throws InterruptedException {
    return written.poll(60, TimeUnit.SECONDS);
  }

  private int last() throws InterruptedException {
    int last = -1;
    for (Integer value = next(); value != null; value = written.poll(SILENCE_MILLIS, TimeUnit.MILLISECONDS)) {
      last = value;
    }
    return last;
  }

  private void signal(String name) throws Exception {
    assertThat(new ProcessBuilder("kill", "-" + name, "" + node.pid()).start().waitFor()).isZero();
  }

  @Test
  void itIsFedWhileTheDaemonRunsNotWhileItIsStoppedAndDisarmedAtTheOrderlyEnd() throws Exception {
    node.haCf(haCf + "keepalive never\n");
    assertThat(node.heartbeat().status()).isEqualTo(Exit.NOT_CONFIGURED);
    assertThat(written).as("written before the configuration was valid").isEmpty();

    node.haCf(haCf);
    assertThat(node.heartbeat().status()).isZero();
    assertThat(next()).isZero();
    node.awaitLog("Using watchdog device: " + pipe);
    node.awaitLog("WDIOC_SETTIMEOUT: Failed to set watchdog timer to 3 seconds.");

    signal("STOP");
    try {
      written.clear();
      // one write may have been between the signal and the pipe
      written.poll(200, TimeUnit.MILLISECONDS);
      assertThat(written.poll(SILENCE_MILLIS, TimeUnit.MILLISECONDS)).as("from a stopped process").isNull();
    } finally {
      signal("CONT");
    }
    assertThat(next()).isZero();

    assertThat(node.heartbeat("-k").status()).isZero();
    node.awaitLog("Successful watchdog 'V' write");
    assertThat(last()).isEqualTo('V');
  }

  @Test
  @EnabledIfSystemProperty(named = "heartbeat.test.all", matches = "true")
  void aKilledDaemonLeavesItArmed() throws Exception {
    node.haCf(haCf);
    assertThat(node.heartbeat().status()).isZero();
    assertThat(next()).isZero();
    node.kill9();
    for (Integer value = 0; value != null; value = written.poll(SILENCE_MILLIS, TimeUnit.MILLISECONDS)) {
      assertThat(value).as("around kill -9").isZero();
    }
  }
}
