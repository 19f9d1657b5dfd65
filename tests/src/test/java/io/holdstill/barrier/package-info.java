/**
 * Write groups and the barrier: who is held and for how long, who never is, and what is a group.
 *
 * <p>Programs that run in the forked JVM end in {@code Program}; they are told what to do by lines.
 */
package io.holdstill.barrier;
