package io.holdstill.demo.driver;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What the demo was asked for; all paths absolute. */
record DemoPlan(
    int copies, long bytes, Path jar, Path agentJar, Path directory, List<String> extraOptions) {
  private static final String GROUPS = "groups=io.holdstill.demo.Store#update";

  String agentOptions() {
    List<String> options = new ArrayList<>(List.of(GROUPS));
    options.addAll(extraOptions);
    return String.join(",", options);
  }

  boolean reserveGiven() {
    return extraOptions.stream().anyMatch(option -> option.startsWith("reserve="));
  }
}
