import { ScanCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import type { Run } from "../../shared/run/run.ts";
import { interceptedClient } from "../ledger/world.ts";
import type { OpenWorld } from "./watched-steps.ts";

const stored = z.object({ pk: z.string(), sk: z.string(), record: z.record(z.string(), z.unknown()) });
/** What no reader finds before a record names it, and what numbers and serialises the writers themselves. */
const notShown = [
  "policy-versions",
  "preview-documents",
  "backup-set-content",
  "evidence-entries",
  "baseline-items",
  "tickets",
  "provider-writer",
  "listing-parts",
  "staged-reads",
  "plan-items",
  "backup-pages",
];
/** Statuses by whether a run is at work on the record. A new status has to be classified first. */
const isAtWork: Readonly<Record<string, boolean>> = {
  ...{ draft: true, scoped: true, checked: true, queued: true, running: true },
  ...{ previewed: false, completed: false, partial: false, failed: false, cancelled: false },
  ...{ complete: false, incomplete: false, unread: false },
  ...{ generating: true },
  ...{ ready: false, published: false, archived: false, superseded: false },
  ...{ planning: true, executing: true, planned: false },
  ...{ complete: false, open: false, accepted: false, resolved: false },
};
/** What numbers an attempt, or says when it wrote. */
const ofAttempt = /(?:At|^n|^attempt)$/;

export type Shown = ReadonlyMap<string, Record<string, unknown>>;

/** Every record that a reader can come to, by its key. */
export async function shownRecords(world: OpenWorld): Promise<Shown> {
  // A client of its own: no worker has the right to scan.
  const client = interceptedClient(world, (_command, call) => call());
  const { Items } = await client.send(new ScanCommand({ TableName: world.tableName, ConsistentRead: true }));
  const items = (Items ?? []).flatMap((item) => stored.safeParse(item).data ?? []);
  return new Map(
    items
      .filter(({ pk }) => !notShown.includes(pk.split("#")[3]?.split(":")[0] ?? ""))
      .map(({ pk, sk, record }) => [`${pk} ${sk}`, record]),
  );
}

/** Records without their times and the numbers of the attempts that wrote them. */
export function withoutTimes(shown: Shown): ReadonlyMap<string, unknown> {
  return new Map([...shown].map(([key, record]) => [key, bare(record)]));
}

function bare(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(bare);
  if (typeof value !== "object" || value === null || value instanceof Uint8Array) return value;
  const kept = Object.entries(value).filter(([name]) => !ofAttempt.test(name));
  return Object.fromEntries(kept.map(([name, inner]) => [name, bare(inner)]));
}

/** Which records of a run are still at work, by key and status; undefined for a status that is not classified. */
export function statusesOf(shown: Shown, run: Run): readonly (readonly [string, boolean | undefined])[] {
  return [...shown].flatMap(([key, { status, operationRunId, taking }]) => {
    if (typeof status !== "string" || operationRunId !== run.id) return [];
    return [[`${key} is ${status}`, taking === undefined ? isAtWork[status] : true] as const];
  });
}
