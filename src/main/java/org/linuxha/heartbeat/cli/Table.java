package org.linuxha.heartbeat.cli;

import java.util.ArrayList;
import java.util.List;

/** Columns as wide as their widest cell, two blanks between; the last one is not padded. */
final class Table {
  private final List<List<String>> rows = new ArrayList<>();

  Table(String... titles) {
    rows.add(List.of(titles));
  }

  void row(String... cells) {
    List<String> clean = new ArrayList<>();
    for (String cell : cells) {
      clean.add(Text.printable(cell));
    }
    rows.add(clean);
  }

  @Override
  public String toString() {
    return text(false);
  }

  /** With {@code colours} a cell that is a status has the colour of it. */
  String text(boolean colours) {
    int columns = rows.stream().mapToInt(List::size).max().orElse(0);
    int[] widths = new int[columns];
    rows.forEach(row -> {
      for (int i = 0; i < row.size(); i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    });
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < row.size(); i++) {
        String cell = row.get(i);
        line.append(colours ? Colours.paint(cell) : cell).append(" ".repeat(widths[i] - cell.length() + 2));
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }
}
