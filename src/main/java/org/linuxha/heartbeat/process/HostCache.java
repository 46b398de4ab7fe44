package org.linuxha.heartbeat.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.linuxha.heartbeat.cluster.NodeTable;
import org.linuxha.heartbeat.problem.Code;
import org.linuxha.heartbeat.problem.Severity;

/**
 * {@code hostcache} and {@code delhostcache}: the nodes we know and the deleted ones, one line each,
 * {@code NAME<tab>UUID<tab>WEIGHT<tab>SITE} (wire.md 7). Lines of older versions end earlier.
 */
public final class HostCache {
  static final String NODES = "hostcache";
  static final String DELETED = "delhostcache";
  private static final UUID UNKNOWN = new UUID(0, 0);
  private static final int DEFAULT_WEIGHT = 100;
  private static final int MAX_NAME = 99;

  private final Path directory;

  public HostCache(Path directory) {
    this.directory = directory;
  }

  /** What the files hold; lines that make no sense are named and left out. */
  public NodeTable read(StateNotices notices) throws StateException {
    return new NodeTable(read(NODES, notices), read(DELETED, notices));
  }

  public void write(NodeTable table) throws StateException {
    write(NODES, table.nodes());
    write(DELETED, table.deleted());
  }

  private List<NodeTable.Entry> read(String name, StateNotices notices) throws StateException {
    Path path = directory.resolve(name);
    String content;
    try {
      content = Files.readString(path, StandardCharsets.ISO_8859_1);
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw new StateException(Code.STATE_FILE_UNUSABLE, path, "read the known nodes", e);
    }
    // the C daemon's delhostcache repeats nodes: the first line of a name counts
    Map<String, NodeTable.Entry> entries = new LinkedHashMap<>();
    int number = 0;
    for (String line : content.split("\n")) {
      number++;
      NodeTable.Entry entry = parse(line);
      if (entry != null) {
        entries.putIfAbsent(entry.name(), entry);
      } else if (!line.isBlank()) {
        notices.say(
            Severity.WARN, Code.HOST_CACHE_LINE, path + ":" + number + ": not a line of a node; ignored.");
      }
    }
    return new ArrayList<>(entries.values());
  }

  static NodeTable.Entry parse(String line) {
    String[] columns = line.split("\t", -1);
    String name = columns[0].strip();
    if (columns.length < 2 || name.isEmpty() || name.length() > MAX_NAME) {
      return null;
    }
    try {
      UUID uuid = UUID.fromString(columns[1].strip());
      int weight = columns.length < 3 ? DEFAULT_WEIGHT : Integer.parseInt(columns[2].strip());
      String site = columns.length < 4 ? "" : columns[3].strip();
      return new NodeTable.Entry(name, uuid.equals(UNKNOWN) ? null : uuid, weight, site);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private void write(String name, List<NodeTable.Entry> entries) throws StateException {
    StringBuilder content = new StringBuilder();
    entries.forEach(entry -> content.append(format(entry)));
    Path path = directory.resolve(name);
    try {
      DurableFile.write(path, content.toString().getBytes(StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      throw new StateException(Code.STATE_FILE_UNUSABLE, path, "write the known nodes", e);
    }
  }

  static String format(NodeTable.Entry entry) {
    UUID uuid = entry.uuid() == null ? UNKNOWN : entry.uuid();
    return clean(entry.name()) + "\t" + uuid + "\t" + entry.weight() + "\t" + clean(entry.site()) + "\n";
  }

  /** A site comes from the network: no byte of it may look like another column or line. */
  private static String clean(String text) {
    return text.replaceAll("[\\x00-\\x1f\\x7f]", " ");
  }
}
