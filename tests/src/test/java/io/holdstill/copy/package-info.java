/** What a snapshot lays down, what it refuses, and that it leaves nothing where it fails. */
package io.holdstill.copy;
