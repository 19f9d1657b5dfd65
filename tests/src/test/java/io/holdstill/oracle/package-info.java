/**
 * The oracle: hostile programs, and a judge who knows nothing of the agent.
 *
 * <p>A program notes of each of its groups and operations a moment before it began and a moment
 * after it had ended; that, the snapshots and the files at the end are all that the judge has. He
 * accepts a snapshot exactly if there are
 *
 * <ol>
 *   <li>a set of groups, each with all of its operations: every group that had ended before the
 *       request began, none that began after the request had ended;
 *   <li>an instant within the request at which every group of the set had begun and no other had
 *       ended; it is the one that the report claims, as far as two clocks can be compared;
 *   <li>an order of the operations of these groups, in which one that had ended before another
 *       began comes first, that makes the very names, lengths, bytes, hard links and modification
 *       times of the copy; and that goes on, with the operations of the others, to the files as
 *       they were found at the end.
 * </ol>
 *
 * <p>The order is of operations, not of groups: two groups may write to one file by turns, and no
 * snapshot undoes that. Times are exact in an {@link io.holdstill.oracle.OrderedPlace}, which asks
 * for them under its lock. In an {@link io.holdstill.oracle.Arena} the time is one at which the
 * last operation was going on.
 *
 * <p>Start reading at {@link io.holdstill.oracle.Judge}. A further choke point is one more line in
 * {@code ChokePoints}, or in {@link io.holdstill.oracle.Moves} if it is one call of the system.
 */
package io.holdstill.oracle;
