package org.linuxha.heartbeat.membership;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** The recorded vectors of {@code src/test/resources/vectors/ccm}; see the README there. */
final class Vectors {
  private static final String ROOT = "/vectors/ccm/";

  private Vectors() {}

  static String text(String name) {
    try (InputStream in = open(name)) {
      return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** All files of a scenario, by name. */
  static Map<String, byte[]> scenario(String name) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    try (ZipInputStream zip = new ZipInputStream(open(name + ".zip"))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        files.put(entry.getName(), zip.readAllBytes());
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return files;
  }

  /** The names of all scenarios, sorted. */
  static List<String> scenarios() {
    try (Stream<Path> files = Files.list(Path.of(Vectors.class.getResource(ROOT).toURI()))) {
      return files.map(file -> file.getFileName().toString())
          .filter(file -> file.endsWith(".zip"))
          .map(file -> file.substring(0, file.length() - 4))
          .sorted().toList();
    } catch (IOException | URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  private static InputStream open(String name) {
    InputStream in = Vectors.class.getResourceAsStream(ROOT + name);
    if (in == null) {
      throw new AssertionError("no vector " + ROOT + name);
    }
    return in;
  }
}
