/**
 * Every way in which the JDK changes files, under snapshots. Threads change small trees of files
 * through it, in write groups; each tree keeps a model of all the states that it went through, and
 * every copy must be one of them.
 *
 * <p>Start reading at {@link io.holdstill.choke.ChokePoints}, the table; a further choke point is
 * one more line there.
 */
package io.holdstill.choke;
