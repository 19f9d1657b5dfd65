/**
 * What Holdstill costs, measured: {@link io.holdstill.bench.GateBench}, {@link
 * io.holdstill.bench.StallBench}, {@link io.holdstill.bench.CopyBench} and {@link
 * io.holdstill.bench.StartBench}. Each is a program of its own and no test; {@code tests/BENCH.md}
 * says how to run and to read them.
 */
package io.holdstill.bench;
