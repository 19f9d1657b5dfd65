package io.holdstill.agent.snapshot;

/**
 * One respect in which a snapshot is not what its manifest says.
 *
 * @param kind {@code extra}, {@code missing}, {@code truncated}, {@code longer}, {@code changed},
 *     {@code type}, {@code target}, {@code link}, {@code mode}, {@code modified}, {@code
 *     unreadable}, {@code unfinished} or {@code manifest}
 * @param path relative to the snapshot, as text
 * @param message the whole sentence, path included
 */
public record Difference(String kind, String path, String message) {}
