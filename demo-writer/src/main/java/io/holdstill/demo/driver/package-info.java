/**
 * The demo: copies the file of a running writer in three ways, judges every copy, and prints what
 * each way was worth. The only part of this module that knows of Holdstill; it uses it as a user
 * would, by {@code -javaagent} and the command line.
 */
package io.holdstill.demo.driver;
