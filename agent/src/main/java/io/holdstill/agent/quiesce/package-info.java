/**
 * Raises the barrier for a bounded time and finds a snapshot point: an instant at which nobody is
 * inside. Looks first, holds little, gives way, tries again, and says who was in the way.
 */
package io.holdstill.agent.quiesce;
