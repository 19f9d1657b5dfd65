/** Damaged input for the parsers of ours. */
package io.holdstill.agent.fuzz;
