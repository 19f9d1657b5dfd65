/**
 * Journal groups applied to a snapshot copy.
 *
 * <pre>
 * base + journal -&gt; Survey     everything but the bytes; ends where something is missing
 *                -&gt; Rehearsal  names alone: which boundaries can be claimed, and why not
 *                -&gt; Timeline   the boundaries
 *                -&gt; Playback   the journal once more, bytes and all, from clean to clean boundary
 *                -&gt; Layer      the state at one of them, in a directory
 * </pre>
 *
 * Invariants:
 *
 * <ol>
 *   <li><b>State at N</b>: the operations of all groups that ended at or before entry N, in the
 *       order of their numbers. A group that never ended is in none.
 *   <li><b>Batches commute.</b> Between two clean boundaries operations are sorted; across one they
 *       need not be: a group that was open there shares nothing with those that had ended.
 *   <li><b>Inside the roots all is known.</b> A name that does not fit there is a contradiction and
 *       ends what can be claimed; outside anything may be, and what comes in from there is known
 *       only if the journal saw it made.
 *   <li><b>The base is only read.</b>
 * </ol>
 */
package io.holdstill.agent.replay;
