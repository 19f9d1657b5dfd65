package io.holdstill.harness;

import java.nio.file.Path;

/** An installed JDK. */
public record Jdk(int feature, Path home) {
  public String java() {
    return home.resolve("bin/java").toString();
  }

  @Override
  public String toString() {
    return "JDK " + feature;
  }
}
