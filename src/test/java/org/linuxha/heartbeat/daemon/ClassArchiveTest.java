package org.linuxha.heartbeat.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** The class archive of the first start, and bin/lib/prepare, with a program in Java's place that only writes its files. */
@Timeout(60)
class ClassArchiveTest {
  private static final Path PREPARE = Path.of("bin/lib/prepare").toAbsolutePath();

  @TempDir Path directory;
  private final Logger logger = (Logger) LoggerFactory.getLogger(ClassArchive.class);
  private final ListAppender<ILoggingEvent> said = new ListAppender<>();
  private Path java;
  private Path jar;
  private Path archive;

  @BeforeEach
  void open() throws Exception {
    said.start();
    logger.addAppender(said);
    logger.setLevel(Level.INFO);
    jar = Files.writeString(directory.resolve("heartbeat.jar"), "a jar");
    archive = directory.resolve("heartbeat-17.0.15+6-1-2.jsa");
    // a rehearsal says that it is active and waits; a dump takes a moment
    java = program("java", """
        #!/bin/bash
        for word in "$@"; do
          case $word in
            -XX:SharedArchiveFile=*) sleep 0.3; echo "$$" > "${word#*=}"; echo once >> "$(dirname "$0")/dumps"; exit 0 ;;
            -XX:DumpLoadedClassList=*) echo a.Class >> "${word#*=}" ;;
            *.ClStatus) exit 0 ;;
            */config) echo "status to active" > "${word%config}log" ;;
          esac
        done
        trap 'exit 0' TERM
        for i in $(seq 200); do sleep 0.05; done
        """);
  }

  @AfterEach
  void close() {
    logger.detachAppender(said);
    logger.setLevel(null);
  }

  private Path program(String name, String text) throws IOException {
    Path path = Files.writeString(directory.resolve(name), text);
    return Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private List<String> command() {
    return List.of(PREPARE.toString(), "--if-missing", java.toString(), archive.toString(), jar + ":other.jar");
  }

  private List<String> words() {
    return said.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  @Test
  void itIsMadeAndNothingElseIsLeft() throws Exception {
    Path foreign = Files.writeString(directory.resolve("heartbeat-17.0.14+7-1-2.jsa"), "of a JVM that is no more");
    Path other = Files.writeString(directory.resolve("heartbeat-25.0.3+9-1-2.jsa"), "of another JVM");
    Path old = Files.writeString(directory.resolve("heartbeat-21.0.3+9-0-2.jsa"), "of a jar that is no more");
    Files.setLastModifiedTime(old, FileTime.from(Instant.now().minusSeconds(60)));
    Files.setLastModifiedTime(other, FileTime.from(Instant.now().plusSeconds(60)));
    new ClassArchive(archive, command()).make();
    assertThat(archive).exists();
    assertThat(words()).singleElement().asString().contains("is made: the next start takes half the time.");
    assertThat(foreign).doesNotExist();
    assertThat(old).doesNotExist();
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files).containsExactlyInAnyOrder(archive, other, jar, java, directory.resolve("dumps"));
    }
  }

  @Test
  void ofManyThatStartAtOnceOneMakesIt() throws Exception {
    List<Thread> starts = Stream.generate(() -> new Thread(() -> {
      try {
        new ClassArchive(archive, command()).make();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    })).limit(4).toList();
    starts.forEach(Thread::start);
    for (Thread start : starts) {
      start.join();
    }
    assertThat(Files.readAllLines(directory.resolve("dumps"))).hasSize(1);
    assertThat(archive).exists();
  }

  @Test
  void aFailureIsSaidOnceAndLeavesNoHalfArchive() throws Exception {
    program("java", """
        #!/bin/bash
        echo "no memory left"
        exit 1
        """);
    new ClassArchive(archive, command()).make();
    assertThat(words()).singleElement().asString().contains("was not made: heartbeat: the rehearsal did not start", "HB870");
    assertThat(archive).doesNotExist();
  }

  @Test
  void aDirectoryThatCannotBeWrittenIsSaidOnce() throws Exception {
    Path nowhere = Path.of("/proc/self/heartbeat-17-1-2.jsa");
    new ClassArchive(nowhere, List.of("/bin/false")).make();
    assertThat(words()).singleElement().asString().contains("HB870").containsAnyOf("is not writable", "exit status");
  }

  @Test
  void theNameHoldsTheBuildOfTheJvmAndTheJar() throws Exception {
    Path home = Files.createDirectories(directory.resolve("jvm/bin"));
    Files.writeString(home.resolveSibling("release"), "IMPLEMENTOR=\"x\"\nJAVA_RUNTIME_VERSION=\"17.0.15+6-Debian-1deb12u1\"\nJAVA_VERSION=\"17.0.15\"\n");
    Files.setLastModifiedTime(jar, FileTime.from(Instant.ofEpochSecond(1_700_000_000)));
    TestNode.Result result = TestNode.execute(directory, Map.of(), List.of("bash", "-c",
        ". " + PREPARE.resolveSibling("jvm.sh") + "; java=" + home + "/java class_path=" + jar + ":b.jar; hb_archive; echo $archive"));
    assertThat(result.out()).isEqualTo(directory + "/heartbeat-17.0.15+6-Debian-1deb12u1-1700000000-5.jsa\n");
  }
}
