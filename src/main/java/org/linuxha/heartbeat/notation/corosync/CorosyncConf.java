package org.linuxha.heartbeat.notation.corosync;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.linuxha.heartbeat.problem.Code;
import org.linuxha.heartbeat.problem.Problem;

/**
 * A corosync.conf as it is written (corosync.conf(5)): sections in braces, {@code key: value} in them, {@code #} at the start of
 * a line for comments.
 *
 * @param root the section that holds all others
 * @param problems what is wrong; {@link #root} is whole only if there is none
 */
record CorosyncConf(Section root, List<Problem> problems) {
  /** A section of the file, and the line where it begins. */
  record Section(String name, int line, Map<String, String> values, List<Section> sections) {
    List<Section> all(String wanted) {
      return sections.stream().filter(section -> section.name().equals(wanted)).toList();
    }

    Optional<String> value(String key) {
      return Optional.ofNullable(values.get(key));
    }

    private static Section empty(String name, int line) {
      return new Section(name, line, new LinkedHashMap<>(), new ArrayList<>());
    }
  }

  static CorosyncConf parse(String name, String text) {
    List<Problem> problems = new ArrayList<>();
    Deque<Section> open = new ArrayDeque<>();
    open.push(Section.empty("", 1));
    String[] lines = text.split("\n", -1);
    for (int i = 0; i < lines.length; i++) {
      String line = lines[i].strip();
      int colon = line.indexOf(':');
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      } else if (line.endsWith("{")) {
        Section section = Section.empty(line.substring(0, line.length() - 1).strip(), i + 1);
        open.peek().sections().add(section);
        open.push(section);
      } else if (line.equals("}") && open.size() > 1) {
        open.pop();
      } else if (colon > 0) {
        open.peek().values().put(line.substring(0, colon).strip(), line.substring(colon + 1).strip());
      } else {
        problems.add(new Problem(Code.COROSYNC_CONF, name + ":" + (i + 1),
            line.equals("}") ? "This brace closes nothing." : "This is neither 'section {', 'key: value' nor '}'."));
      }
    }
    if (open.size() > 1) {
      problems.add(new Problem(Code.COROSYNC_CONF, name + ":" + open.peek().line(),
          "The section '" + open.peek().name() + "' is not closed."));
    }
    return new CorosyncConf(open.peekLast(), List.copyOf(problems));
  }
}
