package io.holdstill.faults;

import io.holdstill.faults.boot.Effect;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * What one kind of fault at one place comes to. What the application sees is in every cell the
 * same: nothing. Its calls return their own results, and its files are its own.
 *
 * @param kind as a {@code Plan} takes it
 * @param verdict what the requester is told
 * @param words what the reason contains; empty where there must be none
 * @param gap a regular expression for why the journal says that it lost something; empty where it
 *     must be whole
 */
record Cell(Effect effect, String kind, String verdict, String words, String gap) {
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
          new Cell(Effect.SHORT, "destination:write", "CONSISTENT", ""),
          new Cell(Effect.SHORT, "destination:read", "CONSISTENT", ""),
          new Cell(Effect.ENOSPC, "manifest:write", "FAILED", MANIFEST),
          new Cell(Effect.EIO, "manifest:FileChannel.force", "FAILED", MANIFEST),
          new Cell(Effect.SLOW, "manifest:.*", "CONSISTENT", ""),
          new Cell(Effect.SHORT, "manifest:write", "CONSISTENT", ""),
          new Cell(Effect.EXHAUSTED, "pool:memory", "FAILED", "OutOfMemoryError"),
          new Cell(Effect.EXHAUSTED, "pool:thread", "FAILED", "OutOfMemoryError"),
          new Cell(Effect.SLOW, "journal:write", "CONSISTENT", ""),
          new Cell(Effect.SLOW, "journal:document", "CONSISTENT", ""),
          new Cell(Effect.SHORT, "journal:write", "CONSISTENT", ""));

  /** A writer waits for a buffer no longer than copy-timeout, though nobody copies. */
  static final Cell NO_BUFFERS =
      new Cell(Effect.EXHAUSTED, "pool:buffer", "BROKEN_OFF", "copy-timeout");

  /** Those that do not: the verdict is that of a request which was cancelled meanwhile. */
  static final List<Cell> HANGING =
      List.of(
          new Cell(Effect.HANG, "source:read", "CANCELLED", "cancelled"),
          new Cell(Effect.HANG, "destination:write", "CANCELLED", "cancelled"),
          new Cell(Effect.HANG, "destination:force", "CANCELLED", "cancelled"),
          new Cell(Effect.HANG, "destination:rename", "CONSISTENT", ""),
          new Cell(Effect.HANG, "manifest:write", "CANCELLED", "cancelled"),
          new Cell(Effect.HANG, "manifest:FileChannel.force", "CANCELLED", "cancelled"));

  /** The journal waits, and a snapshot that is made meanwhile is none the worse. */
  static final List<Cell> JOURNAL_HANGING =
      List.of(
          new Cell(Effect.HANG, "journal:write", "CONSISTENT", ""),
          new Cell(Effect.HANG, "journal:document", "CONSISTENT", ""));

  /** It has a gap and says why, and a snapshot that is made meanwhile is none the worse. */
  static final List<Cell> JOURNAL_FAILING =
      List.of(
          new Cell(
              Effect.EIO,
              "journal:write",
              "CONSISTENT",
              "",
              "the journal cannot grow: \\S+: Input/output error"),
          new Cell(
              Effect.EIO,
              "journal:document",
              "CONSISTENT",
              "",
              "the journal cannot be written in \\S+: java\\.lang\\.InternalError"));

  /** It waits for so long that what it has not taken fills its memory. */
  static final Cell JOURNAL_OVERFLOWING =
      new Cell(Effect.HANG, "journal:write", "CONSISTENT", "", "the journal did not keep up");

  /**
   * What cannot happen, because.
   *
   * @param seen whether there are such operations at all
   */
  record Never(Effect effect, String kind, boolean seen, String because) {}

  /** Each is tried all the same: nothing suffers. */
  static final List<Never> NEVER =
      List.of(
          new Never(
              Effect.SHORT,
              "journal:document",
              true,
              "a store into a mapping has no result that could be less than was asked for"),
          new Never(
              Effect.SHORT, "journal:read", false, "who writes the journal reads nothing of it"),
          new Never(Effect.SHORT, "manifest:read", false, "who seals a copy does not read it back"),
          new Never(
              Effect.SHORT, "source:write", false, "a snapshot writes nothing to what it copies"));

  Cell(Effect effect, String kind, String verdict, String words) {
    this(effect, kind, verdict, words, "");
  }

  boolean tellsGap(String reason) {
    return Pattern.compile(gap).matcher(reason).find();
  }

  @Override
  public String toString() {
    return effect + " " + kind;
  }

  /** The ways and places of which there is no cell; each is to have one. */
  static List<String> missing() {
    List<Cell> all = new ArrayList<>(ENDING);
    all.addAll(HANGING);
    all.addAll(JOURNAL_HANGING);
    all.addAll(JOURNAL_FAILING);
    List<String> missing = new ArrayList<>();
    for (String place : List.of("source:", "destination:", "manifest:", "journal:")) {
      List<Effect> there =
          all.stream().filter(cell -> cell.kind.startsWith(place)).map(Cell::effect).toList();
      require(there, Effect::fails, place + "fails", missing);
      require(there, Effect.SLOW::equals, place + "slow", missing);
      require(there, Effect.HANG::equals, place + "hangs", missing);
      require(there, Effect.SHORT::equals, place + "short", missing);
    }
    return missing;
  }

  private static void require(
      List<Effect> there, Predicate<Effect> way, String name, List<String> missing) {
    if (there.stream().noneMatch(way)) {
      missing.add(name);
    }
  }
}
