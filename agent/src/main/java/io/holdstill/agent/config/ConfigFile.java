package io.holdstill.agent.config;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;

/**
 * The properties file that {@code config=FILE} names: UTF-8, the keys of an option string, values
 * with the same lists and escapes. A properties file takes a backslash for itself, so one meant for
 * the value is written twice.
 */
final class ConfigFile {
  private static final String KEY = "config";

  private ConfigFile() {}

  /** The pairs with those of the file, if one is named, underneath. */
  static Map<String, String> below(Map<String, String> pairs, Problems problems) {
    Map<String, String> all = new LinkedHashMap<>();
    if (pairs.containsKey(KEY)) {
      load(OptionText.unescape(pairs.get(KEY)), all, problems);
    }
    all.putAll(pairs);
    all.remove(KEY);
    return all;
  }

  private static void load(String file, Map<String, String> into, Problems problems) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(Path.of(file))) {
      properties.load(reader);
    } catch (IOException | InvalidPathException e) {
      problems.add(Keys.pair(KEY, file) + ": cannot be read (" + e + "); name a readable file");
    } catch (IllegalArgumentException e) {
      problems.add(Keys.pair(KEY, file) + ": not a properties file (" + e.getMessage() + ")");
    }
    if (properties.containsKey(KEY)) {
      problems.add(Keys.pair(KEY, file) + ": names a further file by config=; put all into one");
    }
    properties.stringPropertyNames().stream()
        .sorted()
        .forEach(key -> into.put(key, properties.getProperty(key)));
  }
}
