import { NOW } from "../../support/clock.ts";
import { type Cast, timings } from "./cast.ts";
import type { Configuration, Move } from "./configuration.ts";
import type { Moves } from "./moves.ts";
import { type Message, runsOf, type Situation } from "./situation.ts";

/** Arrivals of actors and of time: the choices that belong to no active actor. */
export function createArrivals(cast: Cast, moves: Moves, configuration: Configuration) {
  const { enter, spend, has, withMessage, secondsOf } = moves;
  const calm = (situation: Promise<Situation>) => situation.then((one) => ({ situation: one, faults: [] }));

  function starters(situation: Situation): Move[] {
    if (configuration.startersTakeTurns && situation.actors.some(({ role }) => role === "starter")) return [];
    return situation.waiting.flatMap((name) => {
      const plan = moves.plans.get(name);
      if (plan === undefined) return [];
      const begun = { ...situation, waiting: situation.waiting.filter((one) => one !== name) };
      const lives = configuration.startersLiveSeconds;
      const actor = { name, role: "starter" as const, ...(lives && { diesAt: secondsOf(situation) + lives }) };
      return [{ label: `${name} begins`, take: () => calm(enter(begun, actor, cast.starter(plan))) }];
    });
  }

  function ofMessage(situation: Situation, message: Message): Move[] {
    const now = secondsOf(situation);
    const isVisible = message.visibleAt <= now;
    if (message.place === "failed") {
      if (!isVisible || !has(situation, "bridges")) return [];
      const held = { ...message, visibleAt: now + timings.failureVisibilitySeconds };
      const name = `bridge${situation.left.bridges}:${message.id}`;
      return [
        {
          label: `${name} receives`,
          take: () =>
            calm(
              enter(
                withMessage(spend(situation, "bridges"), held),
                { name, role: "bridge", message: held },
                cast.bridge(held),
              ),
            ),
        },
      ];
    }
    if (message.receives >= configuration.receives) {
      if (!isVisible || !has(situation, "bridges")) return [];
      const moved: Message = { ...message, place: "failed" };
      return [
        {
          label: `${message.id} goes to the failure queue`,
          take: () => ({
            situation: withMessage(situation, moved),
            faults: configuration.isCalm ? ["a message failed though nothing went wrong"] : [],
          }),
        },
      ];
    }
    if (!has(situation, "deliveries") || (!isVisible && !has(situation, "duplicates"))) return [];
    const received = { ...message, receives: message.receives + 1, visibleAt: now + timings.visibilitySeconds };
    const name = `${message.id}.${received.receives}`;
    const spent = isVisible ? spend(situation, "deliveries") : spend(spend(situation, "deliveries"), "duplicates");
    const ends = configuration.workersOutliveLeases ? {} : { diesAt: now + timings.timeoutSeconds };
    return [
      {
        label: `${name} is received`,
        take: () =>
          calm(
            enter(
              withMessage(spent, received),
              { name, role: "worker", message: received, ...ends },
              cast.worker(received),
            ),
          ),
      },
    ];
  }

  function sweeps(situation: Situation): Move[] {
    if (!has(situation, "sweeps") || !isAnyDue(situation)) return [];
    if (!configuration.sweepsMeet && situation.actors.some(({ role }) => role === "sweep")) return [];
    const name = `sweep${situation.left.sweeps}`;
    return [
      {
        label: `${name} begins`,
        take: () => calm(enter(spend(situation, "sweeps"), { name, role: "sweep" }, cast.sweep())),
      },
    ];
  }

  /** A sweep without due runs changes nothing. */
  const isAnyDue = (situation: Situation) =>
    has(situation, "lags") ||
    runsOf(situation).some(
      ({ dueShard, dueAt }) =>
        dueShard?.startsWith("DUE#") && Date.parse(dueAt ?? "") <= NOW.getTime() + secondsOf(situation) * 1000,
    );

  function visitors(situation: Situation): Move[] {
    if (secondsOf(situation) < (configuration.visitorsFrom ?? 0)) return [];
    const runs = Object.values(situation.items).filter(({ run }) => run !== undefined && run.status !== "completed");
    return runs.flatMap(({ key }) => {
      const runId = key.slice("RUN#".length);
      return (["adapter", "operator"] as const).flatMap((role) => {
        const budget = role === "adapter" ? "adapters" : "operators";
        if (!has(situation, budget)) return [];
        const name = `${role}${situation.left[budget]}:${runId}`;
        return [
          {
            label: `${name} looks`,
            take: () => calm(enter(spend(situation, budget), { name, role }, cast[role](runId))),
          },
        ];
      });
    });
  }

  /** Advances time; invocations beyond their timeout are stopped. */
  function time(situation: Situation): Move[] {
    const next = configuration.instants[situation.at + 1];
    if (next === undefined || Object.keys(situation.items).length === 0) return [];
    const actors = situation.actors.filter(({ diesAt }) => diesAt === undefined || diesAt > next);
    if (configuration.isCalm && situation.actors.some(({ role }) => role === "worker")) return [];
    return [
      {
        label: `time ${next}`,
        take: () => ({ situation: { ...situation, at: situation.at + 1, actors }, faults: [] }),
      },
    ];
  }

  return (situation: Situation): Move[] => [
    ...starters(situation),
    ...situation.messages.flatMap((message) => ofMessage(situation, message)),
    ...sweeps(situation),
    ...visitors(situation),
    ...time(situation),
  ];
}
