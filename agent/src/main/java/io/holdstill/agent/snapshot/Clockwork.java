package io.holdstill.agent.snapshot;

import io.holdstill.agent.config.Options;
import io.holdstill.agent.journal.Journal;
import io.holdstill.agent.quiesce.Quiescer;

/**
 * What every snapshot of this process shares.
 *
 * @param options as the agent was configured
 * @param quiescer finds snapshot points
 * @param grouping whether level group can be claimed
 * @param journal of this JVM, or null
 */
public record Clockwork(Options options, Quiescer quiescer, Grouping grouping, Journal journal) {}
