package io.holdstill.choke;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The table: every way to change a file, by family. A family runs in one JVM, each of its entries
 * on plots of its own. A further choke point is one more entry.
 */
public final class ChokePoints {
  private static final Map<String, Map<String, Plot.Act>> FAMILIES = new LinkedHashMap<>();

  static {
    FAMILIES.put("channel", ChannelActs.table());
    FAMILIES.put("transfer", TransferActs.table());
    FAMILIES.put("random", RandomActs.table());
    FAMILIES.put("stream", StreamActs.table());
    FAMILIES.put("names", NameActs.table());
    FAMILIES.put("files", FileActs.table());
    FAMILIES.put("mixed", mixed());
  }

  private ChokePoints() {}

  static List<String> families() {
    return List.copyOf(FAMILIES.keySet());
  }

  /** A family, or the one entry of this name. */
  static Map<String, Plot.Act> of(String name) {
    Map<String, Plot.Act> family = FAMILIES.get(name);
    return family != null ? family : Map.of(name, entry(name));
  }

  private static Plot.Act entry(String name) {
    for (Map<String, Plot.Act> family : FAMILIES.values()) {
      if (family.containsKey(name)) {
        return family.get(name);
      }
    }
    throw new IllegalArgumentException(name + ": no family or entry of the table");
  }

  /** One after another through all doors, on the same files. */
  public static Plot.Act any() {
    return entry("mixed 1");
  }

  private static Map<String, Plot.Act> mixed() {
    List<Plot.Act> all = new ArrayList<>();
    FAMILIES.values().forEach(family -> all.addAll(family.values()));
    Plot.Act any = plot -> all.get(plot.random.nextInt(all.size())).on(plot);
    Map<String, Plot.Act> table = new LinkedHashMap<>();
    for (int i = 1; i <= 6; i++) {
      table.put("mixed " + i, any);
    }
    return table;
  }
}
