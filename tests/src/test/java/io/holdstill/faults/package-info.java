/**
 * Faults: of the machine, of those who ask, of the application, and of the clock. The agent is
 * woven as it is loaded ({@code FaultAgent}, {@code Weaving}); the woven calls arrive in {@code
 * boot}.
 *
 * <pre>
 * the n-th operation of ours fails, once and for good        SweepTest
 *   every error and role: -Dholdstill.faults=all
 * {fails, slow, hangs, short} x {source, destination,
 *   manifest, journal}, no memory, no thread, no buffer      Cell (the table), MatrixTest
 * a file system fills up, is remounted, is removed           RealDisksTest, copy.RefusalTest,
 *                                                            journal.FullDiskTest, journal.SturdyTest
 * the application: kill -9, SIGTERM, System.exit, its end    EndsTest, copy.KilledTest,
 *                                                            journal.KilledTest, journal.RecordedTest
 * the application: SIGSTOP                                   EndsTest, barrier.SuspendedTest
 * the requester: kill -9 (a JMX client that is gone)         EndsTest; Ctrl-C: copy.KilledTest
 * the requester: SIGSTOP, one that never comes back          EndsTest, barrier.SuspendedTest
 * two requesters                                             mended.QueueTest
 * clocks that jump                                           MatrixTest
 * a group that hangs or never ends                           barrier.BoundTest, NotHeldTest
 * a group that throws, ends elsewhere, is carried, or asks
 *   for a snapshot itself                                    barrier.GroupsTest, mended.StageTest,
 *                                                            mended.CarriedTest
 * a class loader that is unloaded                            GuestTest
 * nothing grows                                              SoakTest (-Dholdstill.soak.seconds=1200)
 * </pre>
 *
 * Leases that are asked for by name ({@code quiesce}) are not offered yet: the one holder of the
 * barrier is a snapshot, and barrier.SuspendedTest stops it.
 */
package io.holdstill.faults;
