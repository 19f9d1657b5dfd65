/**
 * Orders in which threads move: {@link io.holdstill.schedules.Stress}, jcstress for what a comment
 * says of memory order, and {@link io.holdstill.schedules.CrowdTest}, more writers than any machine
 * has cores, and {@link io.holdstill.schedules.YieldingBuild}, an agent whose threads stand still
 * anywhere, which the oracle judges. The deterministic exploration is beside the agent's unit
 * tests. {@code tests/STRESS.md} says how to run the long forms.
 */
package io.holdstill.schedules;
