package io.holdstill.agent.snapshot;

import io.holdstill.agent.config.RequestOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What a caller asks for, checked and complete: every default and every cap has been applied.
 *
 * @param sources files and directories, absolute, not empty
 * @param destination absolute; must not exist
 * @param exclude globs relative to a source
 * @param level {@code group} or {@code write} as asked for; empty: the best that can be claimed,
 *     but refused where groups are configured and a pattern matched nothing
 * @param maxPause the longest that the barrier stays raised in one attempt
 * @param timeout the longest that the request looks for a snapshot point
 * @param strict refuse what could not be checked ({@code notChecked})
 * @param allowUnguarded go on although a file has a way in that does not pass the barrier
 * @param detached do not cancel when nobody asks about the request
 */
public record SnapshotRequest(
    List<Path> sources,
    Path destination,
    List<String> exclude,
    RequestOptions.Level level,
    Duration maxPause,
    Duration timeout,
    boolean strict,
    boolean allowUnguarded,
    boolean detached) {}
