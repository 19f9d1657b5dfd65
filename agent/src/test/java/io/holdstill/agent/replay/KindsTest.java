package io.holdstill.agent.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.holdstill.agent.journal.Operation;
import io.holdstill.runtime.gate.OpDescriptor;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Fails when a kind of operation is added that replay does not know. */
class KindsTest {
  /** One operation of each kind that makes a difference to the state before it, or may not. */
  private static final Map<String, Boolean> CHANGES =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("WRITE", true),
              Map.entry("LENGTH", true),
              Map.entry("FORCE", false),
              Map.entry("BIND", true),
              Map.entry("CREATE", true),
              Map.entry("LINK", true),
              Map.entry("UNGUARDED", true),
              Map.entry("DIRECTORY", true),
              Map.entry("SYMLINK", true),
              Map.entry("DELETE", true),
              Map.entry("RENAME", true),
              Map.entry("STACK", false)));

  @Test
  void everyKindIsReplayed() throws Exception {
    Map<String, Boolean> found = new TreeMap<>();
    for (Field field : OpDescriptor.class.getFields()) {
      boolean constant = Modifier.isStatic(field.getModifiers()) && field.getType() == int.class;
      if (constant && !field.getName().endsWith("_BYTES")) {
        found.put(field.getName(), changes(field.getInt(null)));
        assertEquals(field.getName(), OperationKind.of(operation(field.getInt(null))).name());
      }
    }
    assertEquals(
        CHANGES, found, "each kind needs a replay, and a line here that says what it does");
  }

  @Test
  void anotherKindIsNotPassedOver() {
    Impossible e = assertThrows(Impossible.class, () -> changes(99));
    assertTrue(e.getMessage().contains("kind 99"), e.getMessage());
  }

  private static boolean changes(int kind) throws Exception {
    StringBuilder bytes = new StringBuilder();
    State state = state(bytes);
    String before = shown(state, bytes);
    state.apply(operation(kind), 0);
    return !before.equals(shown(state, bytes));
  }

  private static Operation operation(int kind) {
    boolean made = kind == OpDescriptor.BIND || kind == OpDescriptor.CREATE;
    return new Operation(
        kind,
        1,
        made ? 8 : 7,
        3,
        ByteBuffer.wrap(new byte[] {1}),
        path(kind),
        "/data/second".getBytes(),
        "text",
        new Operation.Identity(0, 0, 0, 0600, -1, -1));
  }

  private static byte[] path(int kind) {
    boolean there =
        List.of(OpDescriptor.BIND, OpDescriptor.DELETE, OpDescriptor.RENAME).contains(kind);
    return (there ? "/data/there" : "/data/new").getBytes();
  }

  /** {@code /data/there}, file 7, and nothing else. */
  private static State state(StringBuilder bytes) throws Exception {
    Contents contents =
        new Contents() {
          @Override
          public void write(Node.File file, long position, ByteBuffer content) {
            bytes.append("write ").append(position);
          }

          @Override
          public void length(Node.File file, long length) {
            bytes.append("length ").append(length);
          }

          @Override
          public void forget(Node.File file) {
            // Not asked about.
          }
        };
    State state =
        new State(new Roots(List.of(new Base.Source("", "/data")), List.of()), contents, Set.of());
    Node.Directory data = state.tree.imply(state.tree.top, "data");
    data.unknown = null;
    Node.File there = new Node.File(new Attributes(0600, -1, -1, 0, 0), null);
    state.tree.put(data, "there", there);
    state.files.put(7L, there);
    return state;
  }

  private static String shown(State state, StringBuilder bytes) {
    return ((Node.Directory) state.tree.find("/data")).children.keySet()
        + " "
        + state.files.keySet()
        + " "
        + state.shortfall()
        + " "
        + bytes;
  }
}
