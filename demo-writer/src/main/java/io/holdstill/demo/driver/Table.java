package io.holdstill.demo.driver;

import io.holdstill.demo.Verdict;
import java.util.List;
import java.util.Locale;

/** The scores side by side. */
final class Table {
  private static final String ROW = "%-30s  %7s  %7s  %7s  %7s  %8s  %8s  %8s%n";
  private static final String HEAD = "%-30s  %7s  %7s  %7s  %7s  %18s  %8s%n";

  private Table() {}

  static String of(Score control, List<Score> ways) {
    StringBuilder table = new StringBuilder();
    table.append(
        String.format(HEAD, "", "right", "no torn", "no torn", "one", "longest stall  ", "a copy"));
    row(table, "way", "copies", "block", "update", "instant", "median", "max", "took");
    times(table, control, "-", "-", "-", "-");
    for (Score way : ways) {
      times(
          table,
          way,
          way.right(),
          way.share(verdict -> verdict.tornBlocks() == 0),
          way.share(verdict -> verdict.tornUpdates() == 0),
          way.share(Verdict::oneInstant));
    }
    return table.toString();
  }

  private static void times(
      StringBuilder table, Score way, String right, String block, String update, String instant) {
    row(
        table,
        way.way().name(),
        right,
        block,
        update,
        instant,
        Figures.median(way.stallMicros()),
        Figures.longest(way.stallMicros()),
        Figures.median(way.copyMicros()));
  }

  private static void row(StringBuilder table, Object... cells) {
    table.append(String.format(Locale.ROOT, ROW, cells));
  }
}
