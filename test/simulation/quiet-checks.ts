import * as z from "zod";
import { entryOf, keyText } from "../../local/engines/table/schema.ts";
import type { Item } from "../../local/engines/table/value-types.ts";
import { redactForLog } from "../../shared/redaction/redact.ts";
import { laneTimings } from "../../shared/run/lanes.ts";
import type { Run } from "../../shared/run/run.ts";
import { triesMax } from "../../shared/run/sweep-due.ts";
import { fromItem } from "../engines/dynamodb/marshalling.ts";
import type { World } from "./assemble-world.ts";
import { sdkTriesMax } from "./gateways.ts";
import { canary } from "./operations.ts";
import type { Violation } from "./violation.ts";

/** Violations in everything stored, sent and logged, once the world is idle. */
export function quietViolations(world: World, runs: readonly Run[]): Violation[] {
  return [
    ...indexViolations(world),
    ...pointerViolations(world, runs),
    ...secretViolations(world),
    ...claimViolations(world, runs),
  ];
}

/** I7: every index shows each item exactly once, as the table stores it. */
function indexViolations({ table }: World): Violation[] {
  const found: Violation[] = [];
  for (const index of table.schema.indexes) {
    const textOf = (entry: Item) =>
      Object.keys(entry)
        .sort()
        .map((name) => `${name}=${keyText(entry[name])}`)
        .join(" ");
    const shown = table
      .rowsOf(index.name)
      .rows.all()
      .map((row) => textOf(row.item))
      .sort();
    const expected = table
      .items()
      .flatMap((item) => entriesOf(entryOf(item, index)))
      .map(textOf)
      .sort();
    if (shown.join("\n") !== expected.join("\n")) {
      found.push({ invariant: "I7", detail: `${index.name} does not show what the table holds` });
    }
  }
  return found;
}

const entriesOf = (entry: Item | undefined): Item[] => (entry === undefined ? [] : [entry]);

const pointer = z.object({
  pk: z.string().startsWith("SUCCESS#"),
  successes: z.array(z.object({ runId: z.string() })),
});

/** I6: a success pointer refers only to successes with its own workspace, environment, type and correlation. */
function pointerViolations({ table }: World, runs: readonly Run[]): Violation[] {
  const byId = new Map(runs.map((run) => [run.id, run]));
  return table.items().flatMap((item) => {
    if (!keyText(item.pk).startsWith("SSUCCESS#")) return [];
    const { data } = pointer.safeParse(fromItem(item));
    return (data?.successes ?? []).flatMap(({ runId }) => {
      const run = byId.get(runId);
      const place = run && `SUCCESS#${run.workspaceId}#${run.environmentId ?? "-"}#${run.type}#${run.correlationHash}`;
      if (place === data?.pk && run?.outcome === "succeeded") return [];
      return [{ invariant: "I6", detail: `${data?.pk} names ${runId}, which is no success of that place` }];
    });
  });
}

/** I12: nothing stored, sent or logged contains a handler's secret. */
function secretViolations({ table, messages, logged, failures }: World): Violation[] {
  const texts: Readonly<Record<string, readonly string[]>> = {
    "the table": table.items().map((item) => JSON.stringify(item)),
    "a message": messages,
    "a log line": logged,
    "a reported error": failures.map(({ error }) => JSON.stringify(redactForLog({ error }))),
  };
  return Object.entries(texts).flatMap(([where, all]) =>
    all.some((text) => text.includes(canary)) ? [{ invariant: "I12", detail: `a secret is in ${where}` }] : [],
  );
}

/** I8: a run is claimed at most as often as its sends, duplicates and receives allow. */
function claimViolations({ setting, findOperation }: World, runs: readonly Run[]): Violation[] {
  const isCalm = Object.keys(setting).length === 0;
  const sendsMax = isCalm ? 1 : 1 + triesMax;
  // A send whose responses are lost may reach its queue once per SDK attempt.
  const arrivalsMax = (setting.send_ambiguous ? sdkTriesMax : 1) * (setting.duplicate_delivery ? 2 : 1);
  return runs.flatMap((run) => {
    const lane = findOperation(run.type)?.lane ?? "short";
    const claimsMax = (1 + run.handovers) * sendsMax * arrivalsMax * laneTimings[lane].receives;
    if (run.claims.length <= claimsMax) return [];
    return [{ invariant: "I8", detail: `${run.id} was claimed ${run.claims.length} times, of at most ${claimsMax}` }];
  });
}
