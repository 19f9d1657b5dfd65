/** The README's store before it was mended; its test fails, and is run by another test alone. */
package io.holdstill.kit.faulty;
