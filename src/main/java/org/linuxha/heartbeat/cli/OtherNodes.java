package org.linuxha.heartbeat.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import org.linuxha.heartbeat.problem.Code;
import org.linuxha.heartbeat.process.NodeName;
import org.linuxha.heartbeat.process.StateException;

/** Who is in the cluster, as a directory of configuration says. */
final class OtherNodes {
  private OtherNodes() {}

  /** All nodes that the configuration names, this one too; empty if it cannot be read. */
  static List<String> all(Path directory) throws CannotAnswer {
    return ConfigSource.asJson(directory)
        .getJsonObject("cluster", new JsonObject()).getJsonArray("nodes", new JsonArray())
        .stream().map(String::valueOf).distinct().toList();
  }

  /** Those that were asked for, or all but this node; never none. */
  static List<String> of(Path directory, List<String> asked) throws CannotAnswer {
    List<String> known = all(directory);
    for (String node : asked) {
      if (!known.contains(node)) {
        throw new CannotAnswer(Exit.FAILED, "There is no node '" + node + "' in the configuration. What to do: name one of " + String.join(", ", known) + ".");
      }
    }
    String self = self(directory);
    List<String> others = (asked.isEmpty() ? known : asked).stream().filter(node -> !node.equals(self)).distinct().toList();
    if (others.isEmpty()) {
      throw new CannotAnswer(Exit.FAILED, Code.CONVERT_SOURCE_MISSING, "The configuration names no node but this.");
    }
    return others;
  }

  /** What this node is called. */
  static String self(Path directory) throws CannotAnswer {
    try {
      return NodeName.node(null, directory);
    } catch (StateException e) {
      throw new CannotAnswer(Exit.FAILED, e.getMessage());
    }
  }
}
