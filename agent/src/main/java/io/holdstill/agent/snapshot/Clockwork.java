package io.holdstill.agent.snapshot;

import io.holdstill.agent.config.Options;
import io.holdstill.agent.quiesce.Quiescer;

/**
 * What every snapshot of this process shares.
 *
 * @param options as the agent was configured
 * @param quiescer finds snapshot points
 * @param grouping whether level group can be claimed
 */
public record Clockwork(Options options, Quiescer quiescer, Grouping grouping) {}
