package io.holdstill.agent.replay;

import io.holdstill.agent.journal.JournalReader;
import java.io.IOException;
import java.nio.file.Path;

/** A journal that can be read from its beginning as often as it takes. */
@FunctionalInterface
public interface JournalSource {
  JournalReader open() throws IOException;

  static JournalSource of(Path directory) {
    return () -> JournalReader.open(directory);
  }
}
