import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import * as z from "zod";
import { directoryPartition } from "../shared/access/items.ts";

/** One line of a table's export to S3. */
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
  record: z.looseObject({ workspaceId: z.string().optional() }).optional(),
});
export type StoredItem = z.infer<typeof item>;

/** Partitions that carry their workspace as the second part of their key. */
const prefixes = ["WS", "REC", "SUCCESS", "USABLE", "KEY"];

/** The items of an export, line by line as DynamoDB wrote it. Throws on a line that is none. */
export function exportedItems(text: string): StoredItem[] {
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => item.parse(unmarshall(exportedLine.parse(JSON.parse(line)).Item)));
}

/**
 * Every item that belongs to a workspace: what carries its id in the key, its runs with what stands beside them, what
 * names one of its runs, the entry in each member's own list, and what people were told of its runs.
 */
export function itemsOfWorkspace(workspaceId: string, items: readonly StoredItem[]): StoredItem[] {
  const runs = new Set(
    items.flatMap(({ pk, workspaceKey }) =>
      pk.startsWith("RUN#") && workspaceKey?.split("#")[1] === workspaceId ? [pk.slice("RUN#".length)] : [],
    ),
  );
  return items.filter(({ pk, sk, runId, sameAs, record }) => {
    const [kind = "", id] = pk.split("#");
    if (prefixes.includes(kind)) return id === workspaceId;
    if (kind === directoryPartition) return sk === workspaceId;
    if (kind === "USER") return sk === `WS#${workspaceId}` || record?.workspaceId === workspaceId;
    return runs.has(kind === "RUN" ? (sameAs ?? pk.slice("RUN#".length)) : (runId ?? ""));
  });
}
