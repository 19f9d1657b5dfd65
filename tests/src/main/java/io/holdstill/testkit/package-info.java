/**
 * What a program does to its files is recorded, write group by write group, and a test looks at the
 * files as they stood after each.
 *
 * <p>Record inside the test with {@link io.holdstill.testkit.Recording}, or replay a journal that
 * was recorded anywhere with {@link io.holdstill.testkit.ReplayTest}. Both load the agent into this
 * JVM on first use, unless it was started with it.
 *
 * <pre>
 * Recording, ReplayTest           what tests say
 *   RecordingBuilder, BaseCopy    a recording begins
 *   Mappings                      files of which not all would be recorded
 *   Recorder                      the agent's side of it
 *   ReplayExtension               a ReplayTest's invocations
 *   LiveFiles                     what was written after the first question
 *   Points                        the boundaries of one journal: which are tried
 *   LeftOut, OpenGroups           which are not, and why
 *   Stage                         lays the files of a point out in a directory of its own
 *   Trial                         one point: lays out, checks, cleans up, says what failed
 *   Trials, Outcome, Checked      many points: what is claimed of them, and what not
 *   Rooms, Attach, Door           the agent, reached by name: it is in another class loader
 * </pre>
 */
package io.holdstill.testkit;
