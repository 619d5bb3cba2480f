import { NOW } from "../../support/clock.ts";
import type { Configuration, Transition } from "./configuration.ts";
import { type ProductActors, timings } from "./product-actors.ts";
import { has, type Message, runsOf, type SystemState, spend, withMessage } from "./system-state.ts";
import type { Transitions } from "./transitions.ts";

/** Arrivals of actors and of time: the choices that belong to no active actor. */
export function createArrivals(productActors: ProductActors, transitions: Transitions, configuration: Configuration) {
  const { enter, secondsOf } = transitions;
  const calm = (system: Promise<SystemState>) => system.then((one) => ({ system: one, faults: [] }));

  function starters(system: SystemState): Transition[] {
    if (configuration.startersTakeTurns && system.actors.some(({ role }) => role === "starter")) return [];
    return system.waiting.flatMap((name) => {
      const plan = transitions.plans.get(name);
      if (plan === undefined) return [];
      const begun = { ...system, waiting: system.waiting.filter((one) => one !== name) };
      const lives = configuration.startersLiveSeconds;
      const actor = { name, role: "starter" as const, ...(lives && { diesAt: secondsOf(system) + lives }) };
      return [{ label: `${name} begins`, take: () => calm(enter(begun, actor, productActors.starter(plan))) }];
    });
  }

  function ofMessage(system: SystemState, message: Message): Transition[] {
    const now = secondsOf(system);
    const isVisible = message.visibleAt <= now;
    if (message.place === "failed") {
      if (!isVisible || !has(system, "bridges")) return [];
      const held = { ...message, visibleAt: now + timings.failureVisibilitySeconds };
      const name = `bridge${system.left.bridges}:${message.id}`;
      return [
        {
          label: `${name} receives`,
          take: () =>
            calm(
              enter(
                withMessage(spend(system, "bridges"), held),
                { name, role: "bridge", message: held },
                productActors.bridge(held),
              ),
            ),
        },
      ];
    }
    if (message.receives >= configuration.receives) {
      if (!isVisible || !has(system, "bridges")) return [];
      const moved: Message = { ...message, place: "failed" };
      return [
        {
          label: `${message.id} goes to the failure queue`,
          take: () => ({
            system: withMessage(system, moved),
            faults: configuration.isCalm ? ["a message failed though nothing went wrong"] : [],
          }),
        },
      ];
    }
    if (!has(system, "deliveries") || (!isVisible && !has(system, "duplicates"))) return [];
    const received = { ...message, receives: message.receives + 1, visibleAt: now + timings.visibilitySeconds };
    const name = `${message.id}.${received.receives}`;
    const spent = isVisible ? spend(system, "deliveries") : spend(spend(system, "deliveries"), "duplicates");
    const ends = configuration.workersOutliveLeases ? {} : { diesAt: now + timings.timeoutSeconds };
    return [
      {
        label: `${name} is received`,
        take: () =>
          calm(
            enter(
              withMessage(spent, received),
              { name, role: "worker", message: received, ...ends },
              productActors.worker(received),
            ),
          ),
      },
    ];
  }

  function sweeps(system: SystemState): Transition[] {
    if (!has(system, "sweeps") || !isAnyDue(system)) return [];
    if (!configuration.sweepsMeet && system.actors.some(({ role }) => role === "sweep")) return [];
    const name = `sweep${system.left.sweeps}`;
    return [
      {
        label: `${name} begins`,
        take: () => calm(enter(spend(system, "sweeps"), { name, role: "sweep" }, productActors.sweep())),
      },
    ];
  }

  /** A sweep without due runs changes nothing. */
  const isAnyDue = (system: SystemState) =>
    has(system, "lags") ||
    runsOf(system).some(
      ({ dueShard, dueAt }) =>
        dueShard?.startsWith("DUE#") && Date.parse(dueAt ?? "") <= NOW.getTime() + secondsOf(system) * 1000,
    );

  function visitors(system: SystemState): Transition[] {
    if (secondsOf(system) < (configuration.visitorsFrom ?? 0)) return [];
    const runs = Object.values(system.items).filter(({ run }) => run !== undefined && run.status !== "completed");
    return runs.flatMap(({ key }) => {
      const runId = key.slice("RUN#".length);
      return (["adapter", "operator"] as const).flatMap((role) => {
        const budget = role === "adapter" ? "adapters" : "operators";
        if (!has(system, budget)) return [];
        const name = `${role}${system.left[budget]}:${runId}`;
        return [
          {
            label: `${name} looks`,
            take: () => calm(enter(spend(system, budget), { name, role }, productActors[role](runId))),
          },
        ];
      });
    });
  }

  /** Advances time; invocations beyond their timeout are stopped. */
  function time(system: SystemState): Transition[] {
    const next = configuration.instants[system.at + 1];
    if (next === undefined || Object.keys(system.items).length === 0) return [];
    const actors = system.actors.filter(({ diesAt }) => diesAt === undefined || diesAt > next);
    if (configuration.isCalm && system.actors.some(({ role }) => role === "worker")) return [];
    return [
      {
        label: `time ${next}`,
        take: () => ({ system: { ...system, at: system.at + 1, actors }, faults: [] }),
      },
    ];
  }

  return (system: SystemState): Transition[] => [
    ...starters(system),
    ...system.messages.flatMap((message) => ofMessage(system, message)),
    ...sweeps(system),
    ...visitors(system),
    ...time(system),
  ];
}
