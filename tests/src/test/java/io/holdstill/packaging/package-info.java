/** Tests that read the built jars, and the launcher in them. */
package io.holdstill.packaging;
