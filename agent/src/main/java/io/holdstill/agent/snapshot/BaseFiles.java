package io.holdstill.agent.snapshot;

import io.holdstill.agent.journal.Entry;
import io.holdstill.runtime.gate.FileKey;
import io.holdstill.runtime.gate.Io;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the journal has to know of a snapshot for a replay to begin with it. */
final class BaseFiles {
  private BaseFiles() {}

  /**
   * @param known the files that the journal knew at the point, by its number of each
   */
  static Entry.Base of(
      SnapshotRequest request,
      Destination destination,
      long point,
      Layout layout,
      Map<FileKey, Long> known)
      throws IOException {
    List<Entry.Root> roots = new ArrayList<>();
    for (Path source : request.sources()) {
      Path real = source.getParent().toRealPath().resolve(source.getFileName());
      roots.add(new Entry.Root(Io.bytes(source.getFileName()), Io.bytes(real)));
    }
    List<Entry.Known> files = new ArrayList<>();
    layout
        .targets()
        .forEach(
            (file, target) -> {
              Long number = known.get(file.key);
              if (number == null && layout.outsideNames(file)) {
                number = -1L - files.size();
              }
              if (number != null) {
                Path path = destination.place().relativize(target);
                files.add(new Entry.Known(number, Io.bytes(path)));
              }
            });
    return new Entry.Base(
        0, point, request.destination().toString(), roots, request.exclude(), files);
  }
}
