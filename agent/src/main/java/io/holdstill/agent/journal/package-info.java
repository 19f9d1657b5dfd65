/**
 * Write groups as an ordered record: the journal's format, its writer, its reader. The only
 * importer of Chronicle Queue.
 *
 * <p>A journal is a directory of segments, each of them one queue of one cycle; see {@link
 * io.holdstill.agent.journal.EntryDescriptor} for what lies in it.
 */
package io.holdstill.agent.journal;
