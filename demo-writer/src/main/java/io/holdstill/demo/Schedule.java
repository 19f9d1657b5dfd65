package io.holdstill.demo;

/**
 * The order in which one thread changes its blocks: in rounds, each of which visits every block
 * once in an order of its own. Rounds, rather than free choice, because then the last change of a
 * block before any update can be computed instead of replayed. One thread uses one object.
 */
final class Schedule {
  private final StoreDescriptor store;
  private final int thread;
  private final int perRound;
  private long round = -1;
  private Shuffle shuffle;
  private Shuffle before;

  Schedule(StoreDescriptor store, int thread) {
    this.store = store;
    this.thread = thread;
    this.perRound = store.blocksPerThread();
  }

  /** The block that the update changes; updates count from 1. */
  int block(long update) {
    turnTo((update - 1) / perRound);
    return shuffle.at((int) ((update - 1) % perRound)) * store.threads() + thread;
  }

  /** The last update of the block among the first {@code updates} ones, or 0. */
  long lastUpdate(int block, long updates) {
    if (updates == 0) {
      return 0;
    }
    turnTo((updates - 1) / perRound);
    int ours = block / store.threads();
    long inThisRound = round * perRound + shuffle.placeOf(ours) + 1;
    if (inThisRound <= updates) {
      return inThisRound;
    }
    return round == 0 ? 0 : (round - 1) * perRound + before.placeOf(ours) + 1;
  }

  private void turnTo(long wanted) {
    if (wanted != round) {
      before = wanted == round + 1 ? shuffle : shuffleOf(wanted - 1);
      shuffle = shuffleOf(wanted);
      round = wanted;
    }
  }

  private Shuffle shuffleOf(long which) {
    return new Shuffle(perRound, Shuffle.mix(store.seed() + thread) ^ which * 0xD1342543DE82EF95L);
  }
}
