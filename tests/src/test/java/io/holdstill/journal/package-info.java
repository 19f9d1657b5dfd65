/**
 * The journal's storage as it is packed: in the agent's loader, on every JDK, killed, on a full
 * disk, and heard by nobody.
 */
package io.holdstill.journal;
