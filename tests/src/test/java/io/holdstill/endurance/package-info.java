/**
 * Very many snapshots under full load, each judged.
 *
 * <p>Start reading at {@link io.holdstill.endurance.StoreEnduranceTest} (the demo's writer and its
 * verifier) and {@link io.holdstill.endurance.GroupEnduranceTest} (groups of all sizes and ages).
 */
package io.holdstill.endurance;
