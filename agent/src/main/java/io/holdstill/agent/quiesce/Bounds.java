package io.holdstill.agent.quiesce;

/**
 * How much a search for a snapshot point may hold.
 *
 * @param maxPauseNanos the longest single hold
 * @param holdShare of any second, 0 to 1, that all holds together may take
 * @param timeoutNanos how long to search
 */
public record Bounds(long maxPauseNanos, double holdShare, long timeoutNanos) {}
