package io.holdstill.endurance;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Holds a copy against the plans. The newest group in a thread's slots says how far the thread was;
 * then every slot must hold the last write to it of that group or of one before, and each thread
 * must be as far as the others had seen it to be.
 */
final class GroupJudge {
  private static final long WRITES = 1_000;

  private final long seed;
  private final long[] judged = new long[SlotDescriptor.THREADS];

  /** For each thread and slot the group times {@link #WRITES} plus the write, as of judged. */
  private final long[][] wanted = new long[SlotDescriptor.THREADS][SlotDescriptor.SLOTS];

  GroupJudge(long seed) {
    this.seed = seed;
  }

  /**
   * Empty, or what is wrong.
   *
   * @param least for each thread, the groups it had ended before the snapshot was asked for
   * @param most the groups it had begun when the snapshot was there
   */
  String judge(Path copy, long[] least, long[] most) throws IOException {
    ByteBuffer[][] slots = read(copy);
    StringBuilder wrong = new StringBuilder();
    for (int thread = 0; thread < slots.length; thread++) {
      long newest = Arrays.stream(slots[thread]).mapToLong(SlotDescriptor::group).max().orElse(-1);
      if (newest < least[thread] || newest > most[thread] || newest < judged[thread]) {
        return "thread %d shows group %d, but the snapshot fell between %d and %d%n"
            .formatted(thread, newest, least[thread], most[thread]);
      }
      advance(thread, newest);
      compare(thread, slots[thread], wrong);
    }
    instant(slots, wrong);
    return wrong.toString();
  }

  private static ByteBuffer[][] read(Path copy) throws IOException {
    byte[][] files = new byte[SlotDescriptor.FILES][];
    for (int i = 0; i < files.length; i++) {
      files[i] = Files.readAllBytes(Slots.file(copy, i));
    }
    ByteBuffer[][] slots = new ByteBuffer[SlotDescriptor.THREADS][SlotDescriptor.SLOTS];
    for (int thread = 0; thread < slots.length; thread++) {
      for (int slot = 0; slot < SlotDescriptor.SLOTS; slot++) {
        int offset = (int) SlotDescriptor.offsetOf(thread, slot);
        byte[] file = files[SlotDescriptor.fileOf(slot)];
        slots[thread][slot] = ByteBuffer.wrap(file, offset, SlotDescriptor.BYTES).slice();
      }
    }
    return slots;
  }

  private void advance(int thread, long group) {
    while (judged[thread] < group) {
      int[] slots = GroupPlan.of(seed, thread, ++judged[thread]).slots();
      for (int i = 0; i < slots.length; i++) {
        wanted[thread][slots[i]] = judged[thread] * WRITES + i;
      }
    }
  }

  private void compare(int thread, ByteBuffer[] slots, StringBuilder wrong) {
    for (int i = 0; i < slots.length; i++) {
      ByteBuffer slot = slots[i];
      long found = SlotDescriptor.group(slot) * WRITES + SlotDescriptor.write(slot);
      boolean right = SlotDescriptor.whole(slot) && SlotDescriptor.thread(slot) == thread;
      if (!right || found != wanted[thread][i]) {
        wrong.append(
            "thread %d, slot %d at group %d: %s; wanted group %d write %d, found %d write %d%n"
                .formatted(
                    thread,
                    i,
                    judged[thread],
                    right ? "another write" : "torn",
                    wanted[thread][i] / WRITES,
                    wanted[thread][i] % WRITES,
                    found / WRITES,
                    found % WRITES));
      }
    }
  }

  /** Whoever began a group after another's had ended shows it only together with that. */
  private void instant(ByteBuffer[][] slots, StringBuilder wrong) {
    for (int thread = 0; thread < slots.length; thread++) {
      for (ByteBuffer slot : slots[thread]) {
        for (int other = 0; other < slots.length; other++) {
          if (SlotDescriptor.ended(slot, other) > judged[other]) {
            wrong.append(
                "thread %d had seen group %d of thread %d end, which is at %d%n"
                    .formatted(thread, SlotDescriptor.ended(slot, other), other, judged[other]));
          }
        }
      }
    }
  }
}
