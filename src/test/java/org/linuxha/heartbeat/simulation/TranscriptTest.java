package org.linuxha.heartbeat.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Golden transcripts: scenarios of the cluster heart together with what comes of them. A wanted change
 * of behaviour is written with {@code mvn test -Dtest=TranscriptTest -Dtranscripts.update=true} and
 * reviewed as a difference.
 */
class TranscriptTest {
  private static final Path DIRECTORY = Path.of("src/test/resources/transcripts");
  private static final boolean UPDATE = Boolean.getBoolean("transcripts.update");

  @TestFactory
  Stream<DynamicTest> everyScenarioComesOutAsWritten() throws IOException {
    List<Path> files;
    try (Stream<Path> listing = Files.walk(DIRECTORY)) {
      files = listing.filter(file -> file.toString().endsWith(".txt")).sorted().toList();
    }
    assertThat(files).hasSizeGreaterThanOrEqualTo(50);
    return files.stream().map(file -> DynamicTest.dynamicTest(DIRECTORY.relativize(file).toString(), () -> check(file)));
  }

  private static void check(Path file) throws IOException {
    String written = Files.readString(file, StandardCharsets.UTF_8);
    String lived = Transcript.replay(written);
    if (UPDATE) {
      Files.writeString(file, lived, StandardCharsets.UTF_8);
    } else {
      assertThat(lived).isEqualTo(written);
    }
  }

  @Test
  void aChangedOutcomeIsSeen() {
    String scenario = "> nodes north south\n> start north\n> run 1s\n  0.000 north does something else\n";
    assertThat(Transcript.replay(scenario)).isNotEqualTo(scenario).contains("north is INIT -> UP");
  }

  @Test
  void anOrderThatCannotBeObeyedIsNamedWithItsLine() {
    assertThatThrownBy(() -> Transcript.replay("# title\n> nodes north\n> fly north\n"))
        .hasMessage("line 3: 'fly' is no order");
    assertThatThrownBy(() -> Transcript.replay("> start north\n"))
        .hasMessageContaining("a scenario begins with its nodes");
    assertThatThrownBy(() -> Transcript.replay("> nodes north\n> start west\n"))
        .hasMessage("line 2: there is no node 'west' in this world");
  }
}
