import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import * as z from "zod";
import { directoryPartition } from "../shared/access/items.ts";
import { clockKey } from "../shared/ledger/keys.ts";
import { alertBeat } from "../shared/records/clock-beats.ts";

/** One line of a table export to S3. */
const exportedLine = z.object({
  Item: z.record(
    z.string(),
    z.custom<AttributeValue>((value) => typeof value === "object" && value !== null),
  ),
});
const item = z.looseObject({
  pk: z.string(),
  sk: z.string(),
  workspaceKey: z.string().optional(),
  runId: z.string().optional(),
  sameAs: z.string().optional(),
  environmentId: z.string().optional(),
  status: z.string().optional(),
  /** Of the log of a wave: ids of runs, of which some were closed without one. */
  targets: z.array(z.looseObject({ runId: z.string() })).optional(),
  record: z.looseObject({ workspaceId: z.string().optional(), environmentId: z.string().nullish() }).optional(),
});
export type StoredItem = z.infer<typeof item>;

/** Partitions with the workspace as the second part of their key. */
const prefixes = ["WS", "REC", "SUCCESS", "USABLE", "KEY", "BULK", "SCHED", "PROOF", "ALERT"];

/** Of these, the ones with the environment as the third part. */
const placedPrefixes = ["REC", "SUCCESS", "USABLE"];

/** The items of an export, line by line. Throws on an invalid line. */
export function exportedItems(text: string): StoredItem[] {
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => item.parse(unmarshall(exportedLine.parse(JSON.parse(line)).Item)));
}

/**
 * Every item of a workspace: items with its id in the key, its runs with their side items, the logs of its waves with
 * the ids that they named, the last evaluation of its alerts, items that name one of its runs, the entry in each member's own list, and notifications about its runs.
 */
export function itemsOfWorkspace(workspaceId: string, items: readonly StoredItem[]): StoredItem[] {
  const runs = new Set(
    items.flatMap(({ pk, workspaceKey }) =>
      pk.startsWith("RUN#") && workspaceKey?.split("#")[1] === workspaceId ? [pk.slice("RUN#".length)] : [],
    ),
  );
  for (const { pk, targets = [] } of items) {
    const [kind, wave = ""] = pk.split("#");
    if (kind === "WAVE" && runs.has(wave)) for (const { runId } of targets) runs.add(runId);
  }
  return items.filter(({ pk, sk, runId, sameAs, record }) => {
    const [kind = "", id = ""] = pk.split("#");
    if (prefixes.includes(kind)) return id === workspaceId;
    if (kind === "WAVE") return runs.has(id);
    if (kind === "CLOCK") return pk === clockKey(alertBeat(workspaceId)).pk;
    if (kind === directoryPartition) return sk === workspaceId;
    if (kind === "USER") return sk === `WS#${workspaceId}` || record?.workspaceId === workspaceId;
    return runs.has(kind === "RUN" ? (sameAs ?? pk.slice("RUN#".length)) : (runId ?? ""));
  });
}

/**
 * The items that are erased with an environment: its records, its runs with their side items and references, and
 * notifications about them. Excluded are its audit entries, which belong to the workspace, and the environment itself.
 */
export function itemsOfEnvironment(
  workspaceId: string,
  environmentId: string,
  items: readonly StoredItem[],
): StoredItem[] {
  const ofWorkspace = itemsOfWorkspace(workspaceId, items);
  const runs = new Set(
    ofWorkspace.flatMap((item) =>
      item.pk.startsWith("RUN#") && item.environmentId === environmentId ? [item.pk.slice("RUN#".length)] : [],
    ),
  );
  /** A baseline belongs to the workspace, but its content comes from one environment. */
  const isCapturedFrom = (pk: string, record: StoredItem["record"]) => {
    const [, , place, kind = ""] = pk.split("#");
    const capturedBy = /^baseline-items:(.+)\.\d+$/.exec(kind)?.[1];
    return place === "-" && (runs.has(capturedBy ?? "") || record?.sourceEnvironmentId === environmentId);
  };
  return ofWorkspace.filter(({ pk, sk, runId, sameAs, record }) => {
    const [kind = "", , place] = pk.split("#");
    if (placedPrefixes.includes(kind)) return place === environmentId || isCapturedFrom(pk, record);
    if (kind === "PROOF") return sk === environmentId;
    if (kind === "ALERT") return record?.environmentId === environmentId;
    // Schedules of the environment with their ledgers, and its exceptions from promises; all else stays.
    if (kind === "SCHED" || sk.startsWith("SCHEDULE#") || sk.startsWith("PROMISE#"))
      return record?.environmentId === environmentId;
    // A wave belongs to the workspace; its log names what it did in all of its environments.
    if (kind === "WS" || kind === "WAVE" || kind === directoryPartition) return false;
    if (kind === "USER") return record?.environmentId === environmentId;
    return runs.has(kind === "RUN" ? (sameAs ?? pk.slice("RUN#".length)) : (runId ?? ""));
  });
}
