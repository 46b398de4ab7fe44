package org.linuxha.heartbeat.daemon.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A demo clears up behind dead demos, and behind nobody else. */
class DemoHomeTest {
  private Path parent;

  /** JUnit's own directory has a path too long for what lives below a demo's. */
  @BeforeEach
  void make() throws IOException {
    parent = Files.createTempDirectory(Path.of("/tmp"), "hbt");
  }

  @AfterEach
  void remove() throws IOException {
    try (Stream<Path> all = Files.walk(parent)) {
      for (Path each : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }

  private List<Path> entries() throws IOException {
    try (Stream<Path> entries = Files.list(parent)) {
      return entries.toList();
    }
  }

  @Test
  void theDirectoryIsPrivateAndGoesWithAllThatIsInIt() throws Exception {
    DemoHome home = DemoHome.make(parent);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.path()))).isEqualTo("rwx------");
    Files.createDirectories(home.path().resolve("alice/run"));
    Files.writeString(home.path().resolve("alice/log"), "x");
    home.remove();
    assertThat(entries()).isEmpty();
  }

  @Test
  void whatADeadDemoLeftIsRemovedByTheNext() throws Exception {
    Path left = Files.createDirectories(parent.resolve("heartbeat-demo-1"));
    Files.writeString(left.resolve("lock"), "");
    Files.createDirectories(left.resolve("bob/state"));
    DemoHome home = DemoHome.make(parent);
    assertThat(entries()).containsExactly(home.path());
    home.remove();
  }

  @Test
  void livingDemosStartingOnesAndOtherThingsStay() throws Exception {
    DemoHome living = DemoHome.make(parent);
    Path starting = Files.createDirectories(parent.resolve("heartbeat-demo-2"));
    Path other = Files.createDirectories(parent.resolve("heartbeat-other"));
    Path link = Files.createSymbolicLink(parent.resolve("heartbeat-demo-3"), other);
    Files.writeString(other.resolve("lock"), "");
    DemoHome home = DemoHome.make(parent);
    assertThat(entries()).containsExactlyInAnyOrder(living.path(), starting, other, link, home.path());
    assertThat(other.resolve("lock")).exists();
    living.remove();
    home.remove();
  }

  @Test
  void aPathTooLongForSocketsIsRefusedBeforeAnythingIsLeft() throws Exception {
    Path deep = Files.createDirectories(parent.resolve("d".repeat(80)));
    assertThatThrownBy(() -> DemoHome.make(deep)).isInstanceOf(IOException.class).hasMessageContaining("TMPDIR");
    assertThat(deep).isEmptyDirectory();
  }

  @Test
  void whyNoneCanBeMadeIsSaid() throws Exception {
    Path none = parent.resolve("none");
    assertThatThrownBy(() -> new Show(none, none, null, true)).isInstanceOf(IOException.class)
        .hasMessageStartingWith("no directory can be made in " + none + ": there is no such file or directory. What to do:");
    Path file = Files.writeString(parent.resolve("file"), "");
    assertThatThrownBy(() -> new Show(file, none, null, true)).isInstanceOf(IOException.class)
        .hasMessageStartingWith("no directory can be made in " + file + ": it is no directory. What to do:");
  }
}
