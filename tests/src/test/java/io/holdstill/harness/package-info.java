/**
 * Starts the built jars in JVMs of their own. Every wait has a deadline, and a failure shows the
 * command and everything the process printed.
 *
 * <p>Start reading at {@link io.holdstill.harness.ForkedJvm} and {@link io.holdstill.harness.Cli}.
 */
package io.holdstill.harness;
