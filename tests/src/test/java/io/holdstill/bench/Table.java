package io.holdstill.bench;

import java.util.ArrayList;
import java.util.List;

/** Plain columns: the first to the left, the others to the right. */
final class Table {
  private static final String BETWEEN = "   ";
  private final List<List<String>> rows = new ArrayList<>();

  Table(String... heads) {
    rows.add(List.of(heads));
  }

  void row(Object... cells) {
    List<String> row = new ArrayList<>();
    for (Object cell : cells) {
      row.add(String.valueOf(cell));
    }
    rows.add(row);
  }

  void print() {
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < row.size(); column++) {
        line.append(column == 0 ? "" : BETWEEN).append(padded(row.get(column), column));
      }
      System.out.println(line.toString().stripTrailing());
    }
    System.out.println();
  }

  private String padded(String cell, int column) {
    int width = rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    String blanks = " ".repeat(width - cell.length());
    return column == 0 ? cell + blanks : blanks + cell;
  }
}
