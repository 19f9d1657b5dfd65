package io.holdstill.faults;

import io.holdstill.faults.boot.Effect;
import java.util.List;

/**
 * What one kind of fault at one place comes to. What the application sees is in every cell the
 * same: nothing. Its calls return their own results, and its files are its own.
 *
 * @param kind as a {@code Plan} takes it
 * @param verdict what the requester is told
 * @param words what the reason contains; empty where there is none
 */
record Cell(Effect effect, String kind, String verdict, String words) {
  private static final String SOURCE = "/source";
  private static final String COPY = "/copy";
  private static final String MANIFEST = "holdstill-manifest.json";

  /** Those that end by themselves. */
  static final List<Cell> ENDING =
      List.of(
          new Cell(Effect.EIO, "source:read", "FAILED", SOURCE),
          new Cell(Effect.EIO, "source:open", "FAILED", SOURCE),
          new Cell(Effect.EMFILE, "source:open", "FAILED", "too many open files"),
          new Cell(Effect.SLOW, "source:read", "CONSISTENT", ""),
          new Cell(Effect.SHORT, "source:read", "CONSISTENT", ""),
          new Cell(Effect.EIO, "destination:write", "FAILED", COPY),
          new Cell(Effect.ENOSPC, "destination:write", "FAILED", "No space left"),
          new Cell(Effect.EDQUOT, "destination:write", "FAILED", "quota exceeded"),
          new Cell(Effect.ENOSPC, "destination:allocate", "FAILED", COPY),
          new Cell(Effect.EROFS, "destination:open", "FAILED", "read-only file system"),
          new Cell(Effect.EMFILE, "destination:open", "FAILED", "too many open files"),
          new Cell(Effect.EIO, "destination:force", "FAILED", COPY),
          new Cell(Effect.EIO, "destination:digest", "FAILED", "sealing failed"),
          new Cell(Effect.EIO, "destination:rename", "FAILED", "publish"),
          new Cell(Effect.SLOW, "destination:.*", "CONSISTENT", ""),
          new Cell(Effect.SHORT, "destination:(read|write)", "CONSISTENT", ""),
          new Cell(Effect.ENOSPC, "manifest:write", "FAILED", MANIFEST),
          new Cell(Effect.EIO, "manifest:FileChannel.force", "FAILED", MANIFEST),
          new Cell(Effect.SLOW, "manifest:.*", "CONSISTENT", ""),
          new Cell(Effect.SHORT, "manifest:write", "CONSISTENT", ""),
          new Cell(Effect.EXHAUSTED, "pool:memory", "FAILED", "OutOfMemoryError"),
          new Cell(Effect.EXHAUSTED, "pool:thread", "FAILED", "OutOfMemoryError"),
          new Cell(Effect.SLOW, "journal:.*", "CONSISTENT", ""),
          new Cell(Effect.SHORT, "journal:write", "CONSISTENT", ""));

  /** Those that do not: the verdict is that of a request which was cancelled meanwhile. */
  static final List<Cell> HANGING =
      List.of(
          new Cell(Effect.HANG, "source:read", "CANCELLED", ""),
          new Cell(Effect.HANG, "destination:write", "CANCELLED", ""),
          new Cell(Effect.HANG, "destination:force", "CANCELLED", ""),
          new Cell(Effect.HANG, "destination:rename", "CONSISTENT", ""),
          new Cell(Effect.HANG, "manifest:write", "CANCELLED", ""),
          new Cell(Effect.HANG, "manifest:FileChannel.force", "CANCELLED", ""));
}
