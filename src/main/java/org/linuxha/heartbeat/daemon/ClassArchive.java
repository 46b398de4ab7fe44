package org.linuxha.heartbeat.daemon;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.linuxha.heartbeat.log.Words;
import org.linuxha.heartbeat.problem.Cause;
import org.linuxha.heartbeat.problem.Code;
import org.linuxha.heartbeat.process.RealTime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the class archive made with which the next start takes half the time, if there is none: by the same program as
 * {@code heartbeat --prepare}, as a process of normal priority. It takes five seconds of a processor, so not
 * before a young daemon has found its cluster.
 */
final class ClassArchive {
  /** The archive's path and the program that makes it; set by the launcher. */
  static final String ARCHIVE = "heartbeat.archive";
  static final String PREPARE = "heartbeat.prepare";

  private static final long DELAY_SECONDS = 10;
  private static final Logger LOG = LoggerFactory.getLogger(ClassArchive.class);

  private final Path archive;
  private final List<String> command;

  ClassArchive(Path archive, List<String> command) {
    this.archive = archive;
    this.command = command;
  }

  /** Returns at once; what becomes of it is in the log. */
  static void makeIfMissing() {
    String archive = System.getProperty(ARCHIVE);
    String program = System.getProperty(PREPARE);
    if (archive == null || program == null || Files.exists(Path.of(archive))) {
      return;
    }
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    ClassArchive made = new ClassArchive(Path.of(archive),
        List.of(program, "--if-missing", java, archive, System.getProperty("java.class.path")));
    Thread thread = new Thread(made::makeLater, "class archive");
    thread.setDaemon(true);
    thread.start();
  }

  private void makeLater() {
    try {
      TimeUnit.SECONDS.sleep(DELAY_SECONDS);
      make();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits for it; not for an event loop. */
  void make() throws InterruptedException {
    try {
      Path directory = archive.toAbsolutePath().getParent();
      if (!Files.isWritable(directory)) {
        complain(directory + " is not writable");
        return;
      }
      Process process = new ProcessBuilder(RealTime.normally(command)).redirectErrorStream(true).start();
      process.getOutputStream().close();
      List<String> said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines().toList();
      if (process.waitFor() != 0) {
        complain(said.isEmpty() ? "exit status " + process.exitValue() : said.get(said.size() - 1));
      } else if (Files.exists(archive)) {
        LOG.info("The class archive {} is made: the next start takes half the time.", archive);
      }
    } catch (IOException e) {
      complain(Cause.of(e));
    }
  }

  private void complain(String reason) {
    Words.say(LOG, Code.CLASS_ARCHIVE_NOT_MADE.severity(), Code.CLASS_ARCHIVE_NOT_MADE,
        "The class archive " + archive + " was not made: " + reason + ". Starts take twice the time.");
  }
}
