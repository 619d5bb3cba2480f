import * as z from "zod";
import { type Occurrence, occurrenceOf } from "../../shared/records/occurrences.ts";
import type { Schedule } from "../../shared/records/schedules.ts";
import { slotsOf } from "../../shared/recurrence/slots.ts";
import { waveType } from "../../shared/run/wave.ts";
import { isLate } from "../../shared/schedules/decide-slots.ts";
import type { SlotWorld } from "./slot-world.ts";

const runItem = z.looseObject({
  pk: z.string().startsWith("RUN#"),
  sk: z.literal("#"),
  type: z.string(),
  status: z.string(),
  createdAt: z.string(),
  initiator: z.looseObject({ slot: z.string().optional(), scheduleId: z.string().optional() }),
});
const pointer = z.looseObject({ pk: z.string().startsWith("RUN#"), sameAs: z.string() });

/** A span of the ledger that one rule accounts for. */
export interface Era {
  readonly from: number;
  readonly rule: Schedule["rule"];
}

/** The slots that were due up to an instant, each under the rule of its time. */
export function dueIn(eras: readonly Era[], until: number): number[] {
  return eras.flatMap(({ from, rule }, at) => {
    const end = Math.min(eras[at + 1]?.from ?? until, until);
    return slotsOf(rule, { after: from, until: end, max: Infinity });
  });
}

/**
 * Compares a schedule with a scan of the whole table: every due slot up to the cursor has one entry, every entry with a run
 * leads to the one run that carries its slot, and the counts are those of the ledger.
 */
export function violationsOf(world: SlotWorld, schedule: Schedule, eras: readonly Era[]): string[] {
  const found: string[] = [];
  const items = world.items();
  const runs = items.flatMap((item) => runItem.safeParse(item).data ?? []);
  const pointers = new Map(
    items.flatMap((item) => pointer.safeParse(item).data ?? []).map(({ pk, sameAs }) => [pk, `RUN#${sameAs}`]),
  );
  const runOf = (id: string) => {
    let pk = `RUN#${id}`;
    for (let hop = 0; hop < 20; hop++) {
      const run = runs.find((one) => one.pk === pk);
      const to = pointers.get(pk);
      if (run !== undefined || to === undefined || to === pk) return run;
      pk = to;
    }
    return undefined;
  };
  const entries = items
    .filter(({ pk }) => pk === `SCHED#acme#${schedule.id}`)
    .map((item) => occurrenceOf(item))
    .sort((a, b) => (a.slot < b.slot ? -1 : 1));

  const until = Date.parse(schedule.cursor);
  const due = dueIn(eras, until);
  const isPassed = ({ slot }: Occurrence) => Date.parse(slot) <= until;
  const covered = entries.filter(isPassed).flatMap((entry) => {
    const [first, last] = [Date.parse(entry.slot), Date.parse(entry.to)];
    const inside = due.filter((slot) => slot >= first && slot <= last);
    if (inside.length !== entry.n) found.push(`${entry.slot} stands for ${entry.n} of ${inside.length} slots`);
    return inside;
  });
  if (covered.length !== due.length) found.push(`${covered.length} slots are accounted for, ${due.length} were due`);
  if (new Set(covered).size !== covered.length) found.push("a slot has two entries");

  const counts = { ran: 0, late: 0, skipped: 0, missed: 0 };
  for (const entry of entries.filter(isPassed)) {
    if (entry.runId === undefined) {
      if (entry.verdict === "unknown") found.push(`${entry.slot} has a verdict of another release`);
      else counts[entry.verdict ?? "missed"] += entry.n;
      continue;
    }
    const run = runOf(entry.runId);
    if (run === undefined) found.push(`${entry.slot} was passed without its run`);
    else if (run.initiator.slot !== entry.slot) found.push(`${entry.slot} names a run of ${run.initiator.slot}`);
    else counts[isLate(Date.parse(entry.slot), entry.delaySeconds, run.createdAt) ? "late" : "ran"] += 1;
  }
  if (JSON.stringify(counts) !== JSON.stringify(schedule.counts)) {
    found.push(`counts are ${JSON.stringify(schedule.counts)}, the ledger has ${JSON.stringify(counts)}`);
  }

  const ofSlots = runs.filter(({ initiator }) => initiator.scheduleId === schedule.id && initiator.slot !== undefined);
  if (new Set(ofSlots.map(({ initiator }) => initiator.slot)).size !== ofSlots.length)
    found.push("a slot has two runs");
  for (const run of ofSlots) {
    const entry = entries.find(({ slot }) => slot === run.initiator.slot);
    if (entry?.runId === undefined || runOf(entry.runId)?.pk !== run.pk) {
      found.push(`the ledger does not lead to the run of ${run.initiator.slot}`);
    }
  }
  // A wave is of another line, which `endRuns` checks.
  const active = runs.filter(({ status, type }) => status !== "completed" && type !== waveType).length;
  if (active > 1) found.push(`the line has ${active} active runs`);
  return found;
}
