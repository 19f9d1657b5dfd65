/**
 * The engine: the barrier that every file write passes, and what a write owes to a snapshot. Lives
 * in the bootstrap loader, imports java.base alone, and compiles to no {@code invokedynamic}:
 * linking one inside {@code java.base} I/O can recurse.
 *
 * <pre>
 *            raise(deadline)                   cut()
 * LOWERED(e) ---------------&gt; RAISED(deadline) -------&gt; LOWERED(e+1)   the snapshot point
 *     ^                          |
 *     +--------------------------+  lower(), or any held writer whose clock is past the deadline
 * </pre>
 *
 * Invariants, cited by number in code and tests:
 *
 * <ol>
 *   <li><b>Exclusion.</b> A writer inside holds an occupied slot; {@code cut()} succeeds only after
 *       a pass over all slots, made while the word was RAISED, found every one vacant.
 *   <li><b>Bound.</b> The deadline is part of the word. Whoever is held goes when its own clock is
 *       past it, and doing so voids the attempt, because the requester's compare-and-set then
 *       fails.
 *   <li><b>One writer, one hold.</b> The next attempt begins only after every writer held by the
 *       last has passed.
 *   <li><b>Epoch.</b> A writer reads the lowered word once, as it enters; a write is after the
 *       snapshot point exactly if that word is the shot's epoch or later.
 *   <li><b>Copy first, decide after.</b> A block's content at the point is what was read before its
 *       bit in {@code Chunk.taken} was won. A writer changes a block only after the bit is set.
 *   <li><b>Never hurt the host.</b> Nothing of ours is thrown into an application's call; a fault
 *       breaks the snapshot off and never the write.
 *   <li><b>No destination.</b> No application thread opens, writes or waits for the destination; it
 *       waits for a free buffer or for the copier, and at most {@code copy-timeout}.
 *   <li><b>Lock order.</b> gate, then a file's offset lock, then the JDK's position lock. Nobody
 *       enters the gate with an offset lock held.
 * </ol>
 */
package io.holdstill.runtime.gate;
