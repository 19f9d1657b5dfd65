package io.holdstill.agent.replay;

import io.holdstill.agent.journal.Operation;
import io.holdstill.runtime.gate.OpDescriptor;
import java.util.Locale;

/** The kinds of operations by name, for those who may not look into the runtime. */
public enum OperationKind {
  WRITE(OpDescriptor.WRITE),
  LENGTH(OpDescriptor.LENGTH),
  FORCE(OpDescriptor.FORCE),
  BIND(OpDescriptor.BIND),
  CREATE(OpDescriptor.CREATE),
  LINK(OpDescriptor.LINK),
  UNGUARDED(OpDescriptor.UNGUARDED),
  DIRECTORY(OpDescriptor.DIRECTORY),
  SYMLINK(OpDescriptor.SYMLINK),
  DELETE(OpDescriptor.DELETE),
  RENAME(OpDescriptor.RENAME),
  STACK(OpDescriptor.STACK),
  UNKNOWN(0);

  private static final OperationKind[] ALL = values();

  private final int number;

  OperationKind(int number) {
    this.number = number;
  }

  public static OperationKind of(Operation operation) {
    for (OperationKind kind : ALL) {
      if (kind.number == operation.kind()) {
        return kind;
      }
    }
    return UNKNOWN;
  }

  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
