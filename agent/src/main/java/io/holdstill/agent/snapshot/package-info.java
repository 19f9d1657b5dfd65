/**
 * One snapshot, from request to sealed manifest.
 *
 * <pre>
 * queued -&gt; preparing -&gt; waiting -&gt; copying -&gt; sealing -&gt; finished
 *           walk, open   barrier    copier     digest, force, manifest, rename
 * </pre>
 *
 * Invariants, beside those of {@code io.holdstill.runtime.gate}:
 *
 * <ol>
 *   <li><b>The tree is whole at the point.</b> Every name below the sources was looked at after its
 *       last change before the point: by the walk, or by the thread that changed it.
 *   <li><b>A descriptor holds each file.</b> From before the point until it is copied, so that
 *       deletion, replacement and reuse of its inode change nothing.
 *   <li><b>Whole or nothing.</b> DEST appears by one rename after everything below it, the manifest
 *       last, has been forced; otherwise neither DEST nor DEST.partial remains.
 *   <li><b>The copy waits for nobody.</b> Digests and forcing are other threads'.
 * </ol>
 */
package io.holdstill.agent.snapshot;
