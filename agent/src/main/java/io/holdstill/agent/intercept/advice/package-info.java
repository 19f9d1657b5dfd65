/**
 * The woven code, and nothing else. Byte Buddy inlines it; it never runs here. Each enter is one
 * static call that returns a token, each exit one call with it, on return and on throw.
 */
package io.holdstill.agent.intercept.advice;
