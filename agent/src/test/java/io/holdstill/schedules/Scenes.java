package io.holdstill.schedules;

/** What is explored. */
enum Scenes {
  BARRIER("io.holdstill.agent.quiesce.BarrierScene"),
  LEASE("io.holdstill.runtime.gate.LeaseScene"),
  CLAIM("io.holdstill.runtime.gate.ClaimScene"),
  POOL("io.holdstill.runtime.gate.PoolScene"),
  COPY("io.holdstill.agent.snapshot.CopyScene"),
  HAND_OVER("io.holdstill.agent.snapshot.HandOverScene");

  final String type;

  Scenes(String type) {
    this.type = type;
  }
}
