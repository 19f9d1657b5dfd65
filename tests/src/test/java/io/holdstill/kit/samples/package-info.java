/** Tests of an imaginary user, run by {@link io.holdstill.kit.KitProgram} in a JVM of their own. */
package io.holdstill.kit.samples;
