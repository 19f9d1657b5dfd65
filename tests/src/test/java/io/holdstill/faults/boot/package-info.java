/**
 * What woven classes of the agent call in a JVM that is to suffer faults: on the boot class path
 * there, java.base alone.
 */
package io.holdstill.faults.boot;
