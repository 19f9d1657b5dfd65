/**
 * Text to one immutable, checked record.
 *
 * <p>Everything a user can say in an option string, in a properties file or in the options of a
 * request is read here, once, and completely: all problems are collected and told together, each
 * with the way to mend it. What leaves this room has its type, its unit and its range.
 */
package io.holdstill.agent.config;
