package io.holdstill.agent.intercept;

import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;

/** All supertypes of a class, read from class files and never by loading a class. */
final class Supertypes {
  private final Map<ClassLoader, Map<String, List<String>>> known =
      Collections.synchronizedMap(new WeakHashMap<>());

  Set<String> of(ClassLoader loader, ClassHeader header) {
    Set<String> found = new LinkedHashSet<>();
    for (String direct : header.supertypes()) {
      collect(loader, direct, found);
    }
    return found;
  }

  Set<String> of(ClassLoader loader, String name) {
    Set<String> found = new LinkedHashSet<>();
    collect(loader, name, found);
    return found;
  }

  private void collect(ClassLoader loader, String name, Set<String> found) {
    if (found.add(name) && !name.startsWith("java.")) {
      for (String above : direct(loader, name)) {
        collect(loader, above, found);
      }
    }
  }

  private List<String> direct(ClassLoader loader, String name) {
    Map<String, List<String>> ofLoader =
        known.computeIfAbsent(loader, l -> new ConcurrentHashMap<>());
    List<String> direct = ofLoader.get(name);
    if (direct == null) {
      direct = read(loader, name);
      ofLoader.put(name, direct);
    }
    return direct;
  }

  /** Empty where the class file cannot be had: then the class itself could not be linked either. */
  private static List<String> read(ClassLoader loader, String name) {
    String resource = name.replace('.', '/') + ".class";
    try (InputStream in = loader.getResourceAsStream(resource)) {
      return in == null ? List.of() : ClassHeader.of(in.readAllBytes()).supertypes();
    } catch (IOException e) {
      return List.of();
    }
  }
}
