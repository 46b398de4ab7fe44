package org.linuxha.heartbeat;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/plumbing.md names classes and tests; each of them is there. */
class PlumbingTest {
  private static final Pattern CLASS = Pattern.compile("`([A-Z][A-Za-z0-9]+)(?:#([A-Za-z0-9]+))?`");
  private static final List<String> NOT_OURS = List.of("ProcessHandle", "ExitOnOutOfMemoryError");

  private static Map<String, List<Path>> sources() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src"))) {
      return files.filter(file -> file.toString().endsWith(".java"))
          .collect(Collectors.groupingBy(file -> file.getFileName().toString().replace(".java", "")));
    }
  }

  @Test
  void everyClassAndTestOfThePageExists() throws IOException {
    Map<String, List<Path>> sources = sources();
    String page = Files.readString(Path.of("docs/plumbing.md"));
    long rows = page.lines().filter(line -> line.startsWith("| ")).count() - 1;
    assertThat(rows).as("items of the guide's list").isEqualTo(13);
    CLASS.matcher(page).results().filter(found -> !NOT_OURS.contains(found.group(1))).forEach(found -> {
      assertThat(sources).as(found.group()).containsKey(found.group(1));
      if (found.group(2) != null) {
        assertThat(sources.get(found.group(1))).as(found.group()).anyMatch(file -> has(file, found.group(2)));
      }
    });
  }

  private static boolean has(Path file, String method) {
    try {
      return Files.readString(file).contains("void " + method + "(");
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
