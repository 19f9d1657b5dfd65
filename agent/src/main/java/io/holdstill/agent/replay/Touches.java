package io.holdstill.agent.replay;

import io.holdstill.agent.journal.Operation;
import io.holdstill.runtime.gate.OpDescriptor;
import java.util.HashSet;
import java.util.Set;

/**
 * What a group has to do with: files by id, files whose names it changed, directories in which it
 * changed a name, names that it changed, and what lies above a name that it used. Two groups share
 * something if they changed one file, or names in one directory, or if one changed a name by which
 * the other reached another.
 */
final class Touches {
  /**
   * @param path of the directory, or of the name
   */
  record InDirectory(String path) {}

  record Name(String path) {}

  /** A file whose names it changed: one may come before another goes. */
  record NamesOf(long file) {}

  final Set<Long> files = new HashSet<>();
  final Set<NamesOf> named = new HashSet<>();
  final Set<InDirectory> directories = new HashSet<>();
  final Set<Name> changed = new HashSet<>();
  final Set<Name> used = new HashSet<>();

  void add(Operation op) {
    switch (op.kind()) {
      case OpDescriptor.WRITE, OpDescriptor.LENGTH, OpDescriptor.UNGUARDED -> files.add(op.file());
      case OpDescriptor.BIND -> {
        files.add(op.file());
        used(Names.of(op.path()));
        used.add(new Name(Names.of(op.path())));
      }
      case OpDescriptor.CREATE, OpDescriptor.LINK -> {
        files.add(op.file());
        named(op);
        changed(op.path());
      }
      case OpDescriptor.DIRECTORY, OpDescriptor.SYMLINK -> changed(op.path());
      case OpDescriptor.DELETE -> {
        named(op);
        changed(op.path());
      }
      case OpDescriptor.RENAME -> {
        named(op);
        changed(op.path());
        changed(op.second());
      }
      default -> {
        // Changes nothing.
      }
    }
  }

  private void named(Operation op) {
    if (op.file() != 0) {
      named.add(new NamesOf(op.file()));
    }
  }

  private void changed(byte[] bytes) {
    String path = Names.of(bytes);
    changed.add(new Name(path));
    directories.add(new InDirectory(Names.parent(path)));
    used(path);
  }

  private void used(String path) {
    Names.above(path).forEach(above -> used.add(new Name(above)));
  }
}
