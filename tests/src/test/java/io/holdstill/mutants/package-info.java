/**
 * Proves that the suite notices: {@code tests/mutants/run} breaks the code in one place after
 * another and has the tests that must see it run here. MUTANTS.md has the table.
 */
package io.holdstill.mutants;
