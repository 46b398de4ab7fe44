package org.linuxha.heartbeat.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.linuxha.heartbeat.message.Bytes;

/** A node keeps its uuid for ever, or makes it from its name (wire.md 7). */
class UuidTest {
  private static final UUID FRESH = UUID.fromString("11111111-2222-3333-4444-555555555555");

  @TempDir Path directory;
  private final List<String> said = new ArrayList<>();

  private UUID readOrCreate() throws StateException {
    return new UuidFile(directory)
        .readOrCreate(() -> FRESH, (severity, code, text) -> said.add(severity + " " + text));
  }

  /** The first is wire.md's; the others were made with glibc's srand and rand. */
  @ParameterizedTest
  @CsvSource({
    "east,e41078ad-9592-d76f-b7cd-32cc6c59d86b",
    "alice,4d92ef93-86a6-39de-4440-963a4d87f4d4",
    "bob,802cf3cf-1976-6552-1106-e8c4a75062ee",
    "a-very-long-node-name.example.org,0e1dc3a5-0389-6004-db56-57800867d2fd",
    "zzzzzzzz,d29314af-9b20-0f48-3872-66c05224050d",
  })
  void uuidfromNodenameDrawsWhatTheCLibraryDraws(String name, String uuid) {
    assertThat(UuidFromName.of(name)).hasToString(uuid);
  }

  @Test
  void theSeedIsPrintedUnsigned() {
    assertThat(UuidFromName.seed("east")).isEqualTo(3105789);
    assertThat(UuidFromName.seed("zzzzzzzz")).isEqualTo(2384944384L);
  }

  @Test
  void aMissingFileIsMadeOnceAndThenKept() throws Exception {
    assertThat(readOrCreate()).isEqualTo(FRESH);
    assertThat(said)
        .containsExactly("INFO No uuid found for current node - generating a new uuid.");
    assertThat(Files.readAllBytes(directory.resolve("hb_uuid"))).isEqualTo(Bytes.of(FRESH).toArray());
    UUID other = new UuidFile(directory).readOrCreate(UUID::randomUUID, (s, c, t) -> {});
    assertThat(other).isEqualTo(FRESH);
  }

  @Test
  void aFileThatHoldsNoUuidIsReplacedWithAWarning() throws Exception {
    Files.write(directory.resolve("hb_uuid"), new byte[7]);
    assertThat(readOrCreate()).isEqualTo(FRESH);
    assertThat(said).singleElement().asString().startsWith("WARN").contains("7 bytes");
    assertThat(directory.resolve("hb_uuid")).hasSize(16);
  }
}
