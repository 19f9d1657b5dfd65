/**
 * A plain program that changes one file all the time, and a verifier that tells from a copy of that
 * file alone whether it is right.
 *
 * <p>One logical update is two writes: a block, then its index entry ({@link
 * io.holdstill.demo.Store#update}). {@link io.holdstill.demo.StoreDescriptor} shows the file and
 * says why a reader can judge it; {@link io.holdstill.demo.Verifier} is that judge. Only the
 * package {@code driver} knows that anybody guards this program.
 */
package io.holdstill.demo;
