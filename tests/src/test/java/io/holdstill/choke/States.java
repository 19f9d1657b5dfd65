package io.holdstill.choke;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** Every state that a plot went through, by version: name to description. */
final class States {
  private final ConcurrentSkipListMap<Long, Map<String, String>> states =
      new ConcurrentSkipListMap<>();

  void add(long version, Map<String, String> state) {
    states.put(version, new TreeMap<>(state));
  }

  long latest() {
    return states.lastKey();
  }

  /** What no later snapshot can show is dropped. */
  void forgetBefore(long version) {
    states.headMap(version).clear();
  }

  Map<String, String> at(long version) {
    return states.get(version);
  }

  /** For a failure: the versions at which this name looked so. */
  String when(String name, String description) {
    StringBuilder versions = new StringBuilder();
    states.forEach(
        (version, state) -> {
          if (description.equals(state.get(name)) && versions.length() < 100) {
            versions.append(' ').append(version);
          }
        });
    return versions.length() == 0 ? "at no version" : "at version" + versions;
  }
}
