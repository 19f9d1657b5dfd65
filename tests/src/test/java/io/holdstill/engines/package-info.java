/**
 * Real storage engines under a load of transfers, copied while they write: each copy is opened in a
 * JVM without the agent, by the engine's own recovery, and judged by the engine's own check and by
 * the sum of all accounts. Engines that write past the JDK are refused.
 *
 * <p>Start reading at {@link io.holdstill.engines.EngineTest}.
 */
package io.holdstill.engines;
