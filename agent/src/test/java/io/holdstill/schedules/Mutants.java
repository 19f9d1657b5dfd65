package io.holdstill.schedules;

import java.util.List;

/** Engines with one thing wrong, and the scene that must find it. */
enum Mutants {
  FENCE_LEFT_OUT(
      Scenes.BARRIER,
      new Mutant("Writer", "enter", "Writer.stepIn", "readWordThenStepIn"),
      new Mutant("Writer", "enter", "Barrier.word", "wordReadBefore")),
  HELD_WRITERS_NOT_WAITED_FOR(
      Scenes.BARRIER, new Mutant("Quiescer$Search", "*", "Barrier.held", "nobodyHeld")),
  WOKEN_BEFORE_THE_CUT(
      Scenes.BARRIER,
      new Mutant("Quiescer$Search", "attempt", "Barrier.cut", "wakeThenCut"),
      new Mutant("Quiescer$Search", "attempt", "Barrier.wake", "wakeNobody")),
  CUT_WHATEVER_THE_WORD(
      Scenes.LEASE,
      new Mutant("Barrier", "cut", "AtomicLongArray.compareAndSet", "setWhateverItWas")),
  RELEASED_WHATEVER_THE_WORD(
      Scenes.LEASE,
      new Mutant("Barrier", "lower", "AtomicLongArray.compareAndSet", "setWhateverItWas")),
  CLAIM_RELEASED_TWICE(
      Scenes.CLAIM, new Mutant("Claim", "release", "AtomicInteger.compareAndSet", "checkThenSet")),
  POOL_WITHOUT_TAG(
      Scenes.POOL, new Mutant("Pool", "take", "AtomicLong.compareAndSet", "withoutTag")),
  BLOCK_WON_IN_TWO_STEPS(
      Scenes.HAND_OVER, new Mutant("GuardedFile", "save", "Chunk.win", "winInTwoSteps")),
  COPIER_DECIDES_THEN_READS(
      Scenes.COPY,
      new Mutant("FileCopy", "copy", "Io.read", "readLater"),
      new Mutant("FileCopy", "copy", "Chunk.takeAll", "takeThenRead")),
  NOTHING_SAVED(Scenes.COPY, new Mutant("Gate", "before", "GuardedFile.preserve", "saveNothing")),
  BEFORE_IMAGE_RELEASED_TWICE(
      Scenes.HAND_OVER, new Mutant("FileCopy", "*", "Saved.release", "releaseTwice"));

  final Scenes scene;
  final List<Mutant> parts;

  Mutants(Scenes scene, Mutant... parts) {
    this.scene = scene;
    this.parts = List.of(parts);
  }
}
