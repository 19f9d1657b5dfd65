/**
 * The command line: one class per command. A running agent is reached only through its MXBean, by
 * open types; nothing here shares a class with the JVM on the other side, which may run another
 * version.
 *
 * <p>Every wait has a bound. What goes wrong is a {@link io.holdstill.agent.cli.CliFailure} with
 * its exit code; {@link io.holdstill.agent.cli.Main} alone ends the process.
 */
package io.holdstill.agent.cli;
