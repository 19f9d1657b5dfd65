package io.holdstill.runtime.gate;

/** One open descriptor, classified once: only regular files pass the gate. */
final class Door {
  static final Door ELSEWHERE = new Door(null);

  /** Null unless a regular file. */
  final FileKey key;

  private volatile Cached cached;
  private volatile KnownFile known;

  Door(FileKey key) {
    this.key = key;
  }

  /** The file as the shot knows it, or null. */
  GuardedFile in(Shot shot) {
    Cached known = cached;
    if (known == null || known.shot != shot) {
      known = new Cached(shot, key == null ? null : shot.find(key));
      cached = known;
    }
    return known.file;
  }

  /** The file as the journal knows it, or null where that was not asked yet. */
  KnownFile known(FileTable table) {
    KnownFile file = known;
    return file != null && file.table == table ? file : null;
  }

  void known(KnownFile file) {
    known = file;
  }

  /** What one shot answered; the set of its files stands once it concerns anybody. */
  private static final class Cached {
    final Shot shot;
    final GuardedFile file;

    Cached(Shot shot, GuardedFile file) {
      this.shot = shot;
      this.file = file;
    }
  }
}
