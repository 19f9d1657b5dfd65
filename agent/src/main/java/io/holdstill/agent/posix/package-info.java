/** What Java 17 has no word for: what a process permits, and what it makes for its owner alone. */
package io.holdstill.agent.posix;
