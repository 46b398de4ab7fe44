package org.linuxha.heartbeat.client;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.linuxha.heartbeat.message.LocalFrame;

/**
 * The conversations of a recorded transcript between a C client and the C daemon, of either format
 * (src/test/resources/vectors/client/README.md).
 */
record Spoken(String title, List<Line> lines) {
  static final Path VECTORS = Path.of("src/test/resources/vectors/client");

  /** Who spoke: client, server, or an end of the connection. */
  enum Kind { CLIENT, SERVER, END }

  /** One body; empty at an end. */
  record Line(Kind kind, byte[] body) {
    String text() {
      return new String(body, StandardCharsets.ISO_8859_1);
    }
  }

  static List<Spoken> in(String file) throws IOException {
    List<String> lines = Files.readAllLines(VECTORS.resolve(file));
    return lines.get(0).contains("raw-1") ? raw(lines) : connections(file, lines);
  }

  /** Bodies as text with escapes, a step a connection unless it goes on. */
  private static List<Spoken> raw(List<String> lines) {
    List<Spoken> all = new ArrayList<>();
    String title = "";
    for (String line : lines) {
      if (line.matches("# \\d+: .*")) {
        title = line;
        if (all.isEmpty()) {
          all.add(new Spoken(title, new ArrayList<>()));
        }
      } else if (line.equals("-- connected")) {
        all.add(new Spoken(title, new ArrayList<>()));
      } else if (line.startsWith("C> ") || line.startsWith("S> ")) {
        Kind kind = line.startsWith("C") ? Kind.CLIENT : Kind.SERVER;
        all.get(all.size() - 1).lines().add(new Line(kind, unescape(line.substring(3))));
      } else if (line.equals("-- EOF")) {
        all.get(all.size() - 1).lines().add(new Line(Kind.END, new byte[0]));
      }
    }
    all.removeIf(spoken -> spoken.lines().isEmpty());
    return all;
  }

  /** Whole frames in hexadecimal; only what was said on register. */
  private static List<Spoken> connections(String file, List<String> lines) {
    List<Spoken> all = new ArrayList<>();
    boolean register = false;
    Kind kind = Kind.CLIENT;
    for (String line : lines) {
      if (line.startsWith("== ")) {
        register = line.matches("== connection to \\S*/register");
        if (register) {
          all.add(new Spoken(file, new ArrayList<>()));
        }
      } else if (register && line.matches("\\s*[0-9.]*\\s*[CS]> len=.*")) {
        kind = line.contains("C>") ? Kind.CLIENT : Kind.SERVER;
      } else if (register && line.startsWith("  hex ")) {
        byte[] frame = HexFormat.of().parseHex(line.substring(6).strip());
        all.get(all.size() - 1).lines().add(
            new Line(kind, java.util.Arrays.copyOfRange(frame, LocalFrame.HEADER, frame.length)));
      }
    }
    return all;
  }

  private static byte[] unescape(String text) {
    StringBuilder bytes = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) != '\\') {
        bytes.append(text.charAt(i));
      } else if (text.charAt(++i) == 'n') {
        bytes.append('\n');
      } else if (text.charAt(i) == 'x') {
        bytes.append((char) Integer.parseInt(text.substring(i + 1, i + 3), 16));
        i += 2;
      } else {
        bytes.append(text.charAt(i));
      }
    }
    return bytes.toString().getBytes(StandardCharsets.ISO_8859_1);
  }
}
