/**
 * The test kit as its users have it: tests of theirs are run by the JUnit launcher in JVMs of their
 * own, on both JDKs, and what it says of them is judged.
 *
 * <p>{@code faulty} and {@code mended} are the README's example; {@code samples} are tests that
 * only make sense there.
 */
package io.holdstill.kit;
