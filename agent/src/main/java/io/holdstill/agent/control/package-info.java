/**
 * The agent as seen over JMX: what a caller says is checked and made into a request, and what comes
 * of it is given back in open types and in exceptions that every client has.
 *
 * <p>Nothing is done here but checking and waiting. The snapshots are made on threads of the rooms
 * below; a request that nobody asks about any more is cancelled by {@code holdstill-control-watch}.
 */
package io.holdstill.agent.control;
