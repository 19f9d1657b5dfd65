/**
 * Faults that were found by review, each with the test that would have found it.
 *
 * <p>The programs that run in the forked JVM are nested in the tests; they check every claim where
 * it can be seen, and {@link io.holdstill.mended.Scene} asserts that they came to their end.
 */
package io.holdstill.mended;
