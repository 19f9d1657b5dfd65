/** The README's store as it should be. */
package io.holdstill.kit.mended;
