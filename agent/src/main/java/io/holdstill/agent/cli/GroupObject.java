package io.holdstill.agent.cli;

import io.holdstill.agent.journal.Entry;
import io.holdstill.agent.journal.Operation;
import io.holdstill.agent.snapshot.ExactPaths;
import io.holdstill.runtime.gate.OpDescriptor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One group of a journal, and one operation of it, as names and values. */
final class GroupObject {
  private static final String[] KINDS = {
    "",
    "write",
    "length",
    "force",
    "bind",
    "create",
    "link",
    "unguarded",
    "directory",
    "symlink",
    "delete",
    "rename",
    "stack"
  };

  private GroupObject() {}

  static Map<String, Object> of(Entry.Group group) {
    Map<String, Object> object = new LinkedHashMap<>();
    List<Operation> operations = group.decoded();
    object.put("number", group.number());
    object.put("key", group.key());
    object.put("name", group.name());
    object.put("thread", group.thread());
    object.put("begun", JournalObject.time(group.begunMillis()));
    object.put("ended", JournalObject.time(group.endedMillis()));
    object.put("bare", group.bare());
    object.put("abandoned", group.abandoned());
    object.put("operations", operations.size());
    object.put(
        "bytes",
        operations.stream()
            .filter(op -> op.bytes() != null)
            .mapToLong(op -> op.bytes().remaining())
            .sum());
    return object;
  }

  static Map<String, Object> of(Operation op) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("number", op.number());
    object.put("kind", op.kind() < KINDS.length ? KINDS[op.kind()] : "kind " + op.kind());
    object.put("file", op.file());
    if (op.kind() == OpDescriptor.WRITE) {
      object.put("position", op.value());
      object.put("length", op.bytes().remaining());
    } else if (op.kind() == OpDescriptor.LENGTH) {
      object.put("length", op.value());
    }
    if (op.path() != null) {
      JournalObject.exact(object, "path", ExactPaths.exact(op.path()));
    }
    if (op.second() != null) {
      String name = op.kind() == OpDescriptor.SYMLINK ? "target" : "to";
      JournalObject.exact(object, name, ExactPaths.exact(op.second()));
    }
    if (op.text() != null) {
      object.put("text", op.text());
    }
    return object;
  }
}
