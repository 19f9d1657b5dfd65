package io.holdstill.agent.cli;

import io.holdstill.agent.replay.JournalSource;
import java.nio.file.Path;

/** How a directory is read as a journal; handed in, so that commands can be run without a queue. */
@FunctionalInterface
interface Journals {
  JournalSource at(Path directory);
}
