package io.holdstill.agent.cli;

import io.holdstill.agent.journal.Entry;
import io.holdstill.agent.journal.Operation;
import io.holdstill.agent.replay.OperationKind;
import io.holdstill.agent.snapshot.ExactPaths;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One group of a journal, and one operation of it, as names and values. */
final class GroupObject {
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
    object.put("kind", OperationKind.of(op).text());
    object.put("file", op.file());
    if (OperationKind.of(op) == OperationKind.WRITE) {
      object.put("position", op.value());
      object.put("length", op.bytes().remaining());
    } else if (OperationKind.of(op) == OperationKind.LENGTH) {
      object.put("length", op.value());
    }
    if (op.path() != null) {
      JournalObject.exact(object, "path", ExactPaths.exact(op.path()));
    }
    if (op.second() != null) {
      String name = OperationKind.of(op) == OperationKind.SYMLINK ? "target" : "to";
      JournalObject.exact(object, name, ExactPaths.exact(op.second()));
    }
    if (op.text() != null) {
      object.put("text", op.text());
    }
    return object;
  }
}
