package org.linuxha.heartbeat.notation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.linuxha.heartbeat.config.Configuration;
import org.linuxha.heartbeat.config.hacf.AnyHost;
import org.linuxha.heartbeat.config.hacf.HaCf;
import org.linuxha.heartbeat.config.hacf.HaCfParser;

/**
 * What a configuration means: everything that was read, but 2 and 2000ms are the same time, yes and on the
 * same boolean, and line numbers are no meaning.
 */
final class Meaning {
  private Meaning() {}

  static HaCf parse(String text) {
    String node = Arrays.stream(text.split("\n")).filter(line -> line.matches("\\s*node\\s+\\S.*"))
        .map(line -> line.strip().split("[\\s,]+")[1]).findFirst().orElse("localhost");
    HaCf read = HaCfParser.parse(new HaCfParser.Input("ha.cf", text, node, false), new AnyHost());
    return read.errors().isEmpty()
        ? read : HaCfParser.parse(new HaCfParser.Input("ha.cf", text, node, true), new AnyHost());
  }

  static List<Object> of(String text) {
    HaCf read = parse(text);
    Configuration c = read.configuration().orElseThrow(() -> new AssertionError(read.errors() + "\n" + text));
    Map<String, Object> parameters = new LinkedHashMap<>();
    c.parameters().forEach((name, value) -> {
      Optional<Property> property = Properties.ofDirective(name);
      parameters.put(name, property.map(p -> p.read(value)).orElse(value));
    });
    TreeSet<String> inactive = new TreeSet<>();
    c.notYetActive().forEach(one -> inactive.add(one.directive() + ": " + one.meaning()));
    List<Object> all = new ArrayList<>(List.of(c.ownNode(), c.cluster(), c.nodeOrder(), c.uuidFrom(), c.generationMethod(),
        c.logging(), c.host(), c.pacemaker(), c.children()));
    all.addAll(List.of(c.apiAuthorizations(), new ArrayList<>(c.apiAuthorizations().keySet()), c.childEnvironment(),
        new ArrayList<>(c.childEnvironment().keySet()), c.quorumServer(), parameters, inactive));
    c.stonith().forEach(s -> all.add(List.of(s.type(), s.settings(), s.fromFile())));
    return all;
  }

  /** All comments, sorted. */
  static List<String> comments(String text) {
    return Arrays.stream(text.split("\n")).filter(line -> line.contains("#"))
        .map(line -> line.substring(line.indexOf('#')).stripTrailing()).sorted().toList();
  }
}
