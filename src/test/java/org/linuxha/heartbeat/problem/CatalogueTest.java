package org.linuxha.heartbeat.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The catalogue and the code say the same: what {@code hb explain ID} explains is what can be met. */
class CatalogueTest {
  private static final Pattern ID = Pattern.compile("\\bHB[0-9]{3}\\b");
  /** Ids that were given once. They must never mean anything else. */
  private static final Set<String> RETIRED = Set.of("HB174");

  private static String source() throws IOException {
    return text(Path.of("src/main/java"), ".java", "Code.java");
  }

  private static String text(Path directory, String suffix, String without) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files
          .filter(path -> path.toString().endsWith(suffix) && !path.endsWith(without))
          .map(CatalogueTest::read)
          .collect(Collectors.joining("\n"));
    }
  }

  private static String read(Path path) {
    try {
      return Files.readString(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void idsAreUniqueAndNoneIsUsedAgain() {
    List<String> ids = Stream.of(Code.values()).map(Code::id).toList();
    assertThat(ids).doesNotHaveDuplicates().allMatch(id -> id.matches("HB[1-9][0-9]{2}"));
    assertThat(ids).doesNotContainAnyElementsOf(RETIRED);
  }

  @Test
  void everyEntryIsSaidSomewhere() throws IOException {
    Set<String> words =
        Pattern.compile("\\b[A-Z][A-Z0-9_]+\\b").matcher(source()).results()
            .map(found -> found.group()).collect(Collectors.toSet());
    assertThat(Stream.of(Code.values()).map(Code::name).filter(name -> !words.contains(name)))
        .as("entries that nothing in the code uses").isEmpty();
  }

  @Test
  void everyIdInCodeAndDocumentsIsInTheCatalogue() throws IOException {
    Set<String> known = Stream.of(Code.values()).map(Code::id).collect(Collectors.toCollection(TreeSet::new));
    Set<String> met = new TreeSet<>();
    for (String text : List.of(source(), text(Path.of("docs"), ".md", "none"), read(Path.of("README.md")))) {
      ID.matcher(text).results().forEach(found -> met.add(found.group()));
    }
    assertThat(known).containsAll(met);
  }

  @Test
  void everyEntrySaysItsCauseAndWhatToDoInSentences() {
    List<String> poor = new ArrayList<>();
    for (Code code : Code.values()) {
      boolean sentences =
          code.cause().matches("(?s).*[.]") && !code.remedy().isBlank() && code.cause().length() > 15;
      if (!sentences) {
        poor.add(code.id() + " " + code.cause() + " / " + code.remedy());
      }
    }
    assertThat(poor).isEmpty();
  }
}
