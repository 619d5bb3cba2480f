import type { createSlotStarter } from "../dispatch/start-run.ts";
import type { Clock } from "../foundation/clock.ts";
import type { RunQueries } from "../ledger/run-queries.ts";
import type { Occurrence, Occurrences, Settlement } from "../records/occurrences.ts";
import type { LastSlots, Schedule, Schedules, SlotVerdict } from "../records/schedules.ts";
import { isCancelled } from "../run/cancelled.ts";
import { type LifecycleOverrides, lifecycleOf } from "../run/lifecycle.ts";
import type { Run } from "../run/run.ts";
import { decideSlots, delayOf, dueAfter, isLate } from "./decide-slots.ts";
import type { RecordRefused } from "./record-refused.ts";
import type { CheckGates } from "./start-gates.ts";

/** Slots accounted for by one visit, by verdict; `waits` when one is left for the next minute. */
export interface Visit {
  readonly counts: Readonly<Record<SlotVerdict, number>>;
  readonly left: "nothing" | "waits" | "newer_version" | "more";
}

interface Dependencies {
  readonly schedules: Pick<Schedules, "find" | "advance" | "postpone" | "pauseAfterFailures">;
  readonly occurrences: Occurrences;
  readonly queries: Pick<RunQueries, "getRun">;
  readonly checkGates: CheckGates;
  readonly startSlot: ReturnType<typeof createSlotStarter>;
  readonly recordRefused: RecordRefused;
  readonly overrides: LifecycleOverrides;
  readonly clock: Clock;
}

/** Entries written by one visit: more than a schedule catches up, and an entry for what it missed. */
const roundsMax = 15;
const textOf = (slot: number) => new Date(slot).toISOString();
const isFailure: Readonly<Record<string, boolean>> = { failed: true, blocked: true };

/**
 * Accounts for the due slots of one schedule, oldest first. Each slot ends exactly once: its entry in the ledger is
 * written once, its run follows from the entry, and the cursor passes it only then. Any step may be the last one before a
 * crash, and any number of functions may do the same at once: the next visit finds the entry and goes on from there.
 */
export function createVisitSchedule(parts: Dependencies) {
  const { schedules, occurrences, queries, clock } = parts;

  return async function visit(workspaceId: string, id: string): Promise<Visit> {
    const counts = { ran: 0, late: 0, skipped: 0, missed: 0 };
    for (let round = 0; round < roundsMax; round++) {
      const found = await schedules.find(workspaceId, id);
      if (found.kind === "newer") return { counts, left: "newer_version" };
      if (found.kind === "absent") return { counts, left: "nothing" };
      const step = await account(found.schedule, round === 0);
      if (step.kind === "left") return { counts, left: step.left };
      if (step.kind === "accounted") {
        counts[step.verdict] += step.n;
        if (!step.isMore) return { counts, left: "nothing" };
      }
    }
    return { counts, left: "more" };
  };

  type Step =
    | { readonly kind: "accounted"; readonly verdict: SlotVerdict; readonly n: number; readonly isMore: boolean }
    /** Another function or a person was first: read again. */
    | { readonly kind: "again" }
    | { readonly kind: "left"; readonly left: Visit["left"] };

  async function account(of: Schedule, isFirst: boolean): Promise<Step> {
    const now = clock.now().getTime();
    const decision = decideSlots(of, now);
    if (decision.kind === "none") {
      // The index lags, or the rule changed: without a slot to account for, nothing has moved the next visit.
      const dueAt = isFirst ? dueAfter(of, Date.parse(of.cursor)) : undefined;
      if (dueAt !== undefined) await schedules.postpone(of, dueAt);
      return { kind: "left", left: "nothing" };
    }
    const first = decision.kind === "start" ? decision.slot : (decision.slots[0] ?? now);
    const entry = await occurrences.find(of, textOf(first));
    if (entry !== undefined) return carryOn(of, entry);
    if (decision.kind === "start") return startSlot(of, decision.slot, decision.waitUntil);
    const { slots, verdict } = decision;
    return settle(of, {
      ...{ slot: textOf(first), to: textOf(slots.at(-1) ?? first), n: slots.length, verdict },
      ...(verdict === "skipped" && { reason: "paused" }),
    });
  }

  /** An entry is never changed: slots without a run are passed, and a named run is started if it is missing. */
  async function carryOn(of: Schedule, entry: Occurrence): Promise<Step> {
    if (entry.runId === undefined) return pass(of, entry);
    const run = await queries.getRun(entry.runId);
    if (run !== undefined) return passRun(of, entry.slot, run);
    const gate = await parts.checkGates(of);
    if (gate.kind === "newer") return { kind: "left", left: "newer_version" };
    if (gate.kind === "closed") return passRun(of, entry.slot, await parts.recordRefused(of, entry.slot, entry.runId));
    return start(of, gate, entry.slot, entry.runId);
  }

  async function startSlot(of: Schedule, slot: number, waitUntil: number): Promise<Step> {
    const failures = await failuresOf(of);
    if (of.pauseAfter !== null && failures >= of.pauseAfter) {
      await schedules.pauseAfterFailures(of, clock.now().toISOString(), failures);
      return { kind: "again" };
    }
    const gate = await parts.checkGates(of);
    if (gate.kind === "newer") return { kind: "left", left: "newer_version" };
    if (gate.kind === "closed") return settle(of, skippedSlot(slot, { reason: gate.reason }));
    return start(of, gate, textOf(slot), undefined, waitUntil);
  }

  async function start(
    of: Schedule,
    { operation, prepared }: Extract<Awaited<ReturnType<CheckGates>>, { kind: "open" }>,
    slot: string,
    named: string | undefined,
    waitUntil = Infinity,
  ): Promise<Step> {
    const busyRunId = named === undefined ? await activeWaveOf(of) : undefined;
    if (busyRunId !== undefined) return waitOrSkip(of, slot, waitUntil, busyRunId);
    const answer = await parts.startSlot({
      operation,
      lifecycle: lifecycleOf(operation, parts.overrides),
      scope: { workspaceId: of.workspaceId, environmentId: of.environmentId },
      initiator: { id: of.ownerId, name: of.name, kind: "schedule", scheduleId: of.id, slot },
      prepared,
      slotName: `${of.id}#${slot}`,
      slot: {
        named,
        async claim(candidate) {
          const name = { runId: candidate, delaySeconds: delayOf(of) / 1000 };
          const { runId } = await occurrences.nameRun(of, slot, name, clock.now());
          return runId === undefined ? "settled" : { runId, won: runId === candidate };
        },
      },
    });
    if (answer.result === "settled") return { kind: "again" };
    if (answer.result === "started") return passRun(of, slot, answer.run);
    // A slot that has named its run waits for the line as long as it takes; any other only within its window.
    return named === undefined ? waitOrSkip(of, slot, waitUntil, answer.runId) : { kind: "left", left: "waits" };
  }

  async function waitOrSkip(of: Schedule, slot: string, waitUntil: number, busyRunId: string): Promise<Step> {
    const mayWait = of.overlap === "wait" && clock.now().getTime() <= waitUntil;
    if (mayWait) return { kind: "left", left: "waits" };
    return settle(of, skippedSlot(Date.parse(slot), { reason: "busy", busyRunId }));
  }

  /**
   * The wave of an earlier slot that has not ended. Its line is that of its targets, which may be others by now, so the
   * line alone would let two waves of one schedule overlap.
   */
  async function activeWaveOf({ wave, lastRunId }: Schedule): Promise<string | undefined> {
    if (wave === undefined || lastRunId === undefined) return undefined;
    const last = await queries.getRun(lastRunId);
    return last === undefined || last.status === "completed" ? undefined : last.id;
  }

  async function settle(of: Schedule, settlement: Settlement): Promise<Step> {
    const entry = await occurrences.settle(of, settlement, clock.now());
    // The slot named its run meanwhile.
    return entry.runId === undefined ? pass(of, entry) : { kind: "again" };
  }

  async function pass(of: Schedule, entry: Occurrence): Promise<Step> {
    const { verdict = "missed", n, to, slot, reason, busyRunId } = entry;
    // How it counts, only the newer release knows.
    if (verdict === "unknown") return { kind: "left", left: "newer_version" };
    const last = { slot, to, n, verdict, ...(reason && { reason }), ...(busyRunId !== undefined && { busyRunId }) };
    const { failuresInRow, unjudgedRunId, lastRunId } = of;
    return advance(of, last, { failuresInRow, unjudgedRunId, lastRunId });
  }

  async function passRun(of: Schedule, slot: string, run: Run): Promise<Step> {
    const verdict = isLate(Date.parse(slot), delayOf(of) / 1000, run.createdAt) ? "late" : "ran";
    const failuresInRow = await failuresOf(of);
    const last = { slot, to: slot, n: 1, verdict } as const;
    return advance(of, last, { failuresInRow, unjudgedRunId: run.id, lastRunId: run.id });
  }

  /** The only accounting: the cursor moves from where it was read, and the count with it. */
  async function advance(
    of: Schedule,
    last: LastSlots,
    judged: Pick<Schedule, "failuresInRow"> & Record<"unjudgedRunId" | "lastRunId", string | undefined>,
  ): Promise<Step> {
    const { verdict, n, to } = last;
    const counts = { ...of.counts, [verdict]: of.counts[verdict] + n };
    const dueAt = dueAfter(of, Date.parse(to));
    const missedInRow = missedAfter(of, last);
    const isOurs = await schedules.advance(of, { ...judged, cursor: to, counts, missedInRow, last, dueAt });
    const isMore = dueAt !== undefined && Date.parse(dueAt) <= clock.now().getTime();
    return isOurs ? { kind: "accounted", verdict, n, isMore } : { kind: "again" };
  }

  /** Failed runs of slots in a row. A run that a person stopped is no failure, and one that is still active none yet. */
  async function failuresOf(of: Schedule): Promise<number> {
    if (of.pauseAfter === null || of.unjudgedRunId === undefined) return of.failuresInRow;
    const run = await queries.getRun(of.unjudgedRunId);
    if (run === undefined || run.status !== "completed" || isCancelled(run)) return of.failuresInRow;
    return isFailure[run.outcome] ? of.failuresInRow + 1 : 0;
  }
}
export type VisitSchedule = ReturnType<typeof createVisitSchedule>;

/** Slots missed since one ran: only a run makes up for them, or a slot that had nothing to start. */
function missedAfter({ missedInRow = 0 }: Pick<Schedule, "missedInRow">, { verdict, n, reason }: LastSlots): number {
  if (verdict === "ran" || verdict === "late" || reason === "selection_empty") return 0;
  return verdict === "missed" ? missedInRow + n : missedInRow;
}

const skippedSlot = (slot: number, why: Pick<Settlement, "reason" | "busyRunId">): Settlement => ({
  ...{ slot: textOf(slot), to: textOf(slot), n: 1, verdict: "skipped" },
  ...why,
});
