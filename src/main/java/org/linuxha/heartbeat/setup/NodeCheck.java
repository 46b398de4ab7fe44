package org.linuxha.heartbeat.setup;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.linuxha.heartbeat.auth.WeakKeys;
import org.linuxha.heartbeat.config.Environment;
import org.linuxha.heartbeat.config.HttpAddress;
import org.linuxha.heartbeat.config.Risks;
import org.linuxha.heartbeat.config.hacf.Guidance;
import org.linuxha.heartbeat.config.hacf.HaCfLines;
import org.linuxha.heartbeat.config.hacf.HaCfPage;
import org.linuxha.heartbeat.notation.ConfigText;
import org.linuxha.heartbeat.problem.Problem;

/**
 * Everything that is to be said of this node before its daemon starts: what the daemon would say, what it would not and
 * still is dangerous, and what this machine lacks. Reads files and asks the kernel; changes nothing.
 */
public final class NodeCheck {
  private static final Pattern LINE = Pattern.compile("ha\\.cf:(\\d+)");

  private final Places places;
  private final Environment environment;
  private final List<HaCfLines.Line> lines;

  public NodeCheck(Places places, Environment environment) {
    this.places = places;
    this.environment = environment;
    this.lines = places.isJson() ? List.of() : lines(places);
  }

  /**
   * The loudest first, else in the order of the files.
   *
   * @param node this node's name
   * @param noResources as the option -M of the daemon
   * @param http as the option --http of the daemon
   */
  public List<Advised> findings(String node, boolean noResources, Optional<HttpAddress> http) {
    Loaded loaded = new ConfigLoader(places, environment).load(node, noResources, http);
    List<Problem> problems = new ArrayList<>(loaded.problems());
    loaded.configuration().ifPresent(read -> problems.addAll(Risks.of(read, this::place)));
    loaded.keys().ifPresent(ring -> problems.addAll(WeakKeys.of(ring, places.keys().getFileName().toString())));
    problems.addAll(new MachineCheck(places, environment, port(loaded.own().address())).problems(loaded.configuration()));
    return problems.stream()
        .sorted(Comparator.comparing((Problem problem) -> problem.code().severity()).reversed())
        .map(problem -> new Advised(problem, guidance(problem))).toList();
  }

  /** Port 0 is chosen by the kernel, so it is never taken. */
  private static OptionalInt port(HttpAddress address) {
    return address.port() > 0 ? OptionalInt.of(address.port()) : OptionalInt.empty();
  }

  private static List<HaCfLines.Line> lines(Places places) {
    try {
      return HaCfLines.of(ConfigText.read(places.haCf(), StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      return List.of(); // the loader says so
    }
  }

  /** The last line counts, as for the daemon. */
  private String place(String directive) {
    String file = places.configuration().getFileName().toString();
    return lines.stream().filter(line -> line.directive().equals(directive)).reduce((first, last) -> last)
        .map(line -> file + ":" + line.number()).orElse(file);
  }

  private Optional<Guidance> guidance(Problem problem) {
    Matcher place = LINE.matcher(problem.place());
    return place.matches() ? HaCfPage.about(lines.get(Integer.parseInt(place.group(1)) - 1).directive()) : Optional.empty();
  }
}
