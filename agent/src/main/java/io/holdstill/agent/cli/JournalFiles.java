package io.holdstill.agent.cli;

import io.holdstill.agent.journal.Operation;
import io.holdstill.agent.replay.OperationKind;
import io.holdstill.agent.snapshot.ExactPaths;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The files of one session, under the names that they had in the end. */
final class JournalFiles {
  /** Exact bytes of the path, one char each. */
  static final class Known {
    final long id;

    /** Empty where it was named in a part of the journal that was cleared away. */
    String path = "";

    boolean gone = true;
    long bytes;
    long operations;

    Known(long id) {
      this.id = id;
    }
  }

  private final Map<Long, Known> files = new TreeMap<>();
  private final List<Operation> names = new ArrayList<>();
  private final TreeMap<String, Known> byPath = new TreeMap<>();

  List<Known> all() {
    return List.copyOf(files.values());
  }

  void take(Operation op) {
    if (op.file() != 0 && OperationKind.of(op) != OperationKind.STACK) {
      Known known = files.computeIfAbsent(op.file(), Known::new);
      known.operations += OperationKind.of(op) == OperationKind.BIND ? 0 : 1;
      known.bytes += OperationKind.of(op) == OperationKind.WRITE ? op.bytes().remaining() : 0;
    }
    switch (OperationKind.of(op)) {
      case BIND, CREATE, LINK, DELETE, RENAME -> names.add(op);
      default -> {
        // Changes no file's name.
      }
    }
  }

  /** Names change in the order of their numbers, which is not that of the groups. */
  void settle() {
    names.sort(Comparator.comparingLong(Operation::number));
    names.forEach(this::apply);
    names.clear();
    byPath.forEach(JournalFiles::named);
    files.values().stream().filter(file -> file.path.isEmpty()).forEach(file -> file.gone = false);
  }

  private static void named(String path, Known known) {
    if (known.gone) {
      known.path = path;
    }
    known.gone = false;
  }

  private void apply(Operation op) {
    String path = ExactPaths.exact(op.path());
    switch (OperationKind.of(op)) {
      case DELETE -> byPath.remove(path);
      case RENAME -> rename(path, ExactPaths.exact(op.second()));
      default -> {
        if (!path.isEmpty()) {
          Known known = files.computeIfAbsent(op.file(), Known::new);
          known.path = path;
          byPath.put(path, known);
        }
      }
    }
  }

  private void rename(String from, String to) {
    Known one = byPath.get(from);
    if (from.equals(to) || one != null && one == byPath.get(to)) {
      return;
    }
    byPath.remove(to);
    Map<String, Known> moving = new HashMap<>(byPath.subMap(from + "/", from + "0"));
    if (one != null) {
      moving.put(from, one);
    }
    moving.forEach(
        (path, known) -> {
          byPath.remove(path);
          known.path = to + path.substring(from.length());
          byPath.put(known.path, known);
        });
  }
}
