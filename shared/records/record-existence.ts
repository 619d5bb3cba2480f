import { BatchGetCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { recordKey } from "../ledger/keys.ts";
import type { Item, StoreTarget } from "../ledger/store.ts";
import type { RecordScope } from "./record-store.ts";

export interface RecordRef {
  readonly scope: RecordScope;
  readonly kind: string;
  readonly id: string;
}

const batchKeysMax = 100;
/** DynamoDB may give a part of a batch; the rest is asked for again this often before the request fails. */
const batchRoundsMax = 8;
const keys = z.object({ pk: z.string(), sk: z.string() });

/** Which of some records there are, each in the scope it is asked for in. A hundred cost one call; none costs none. */
export function createRecordExistence({ client, tableName }: StoreTarget) {
  return async function findExisting(refs: readonly RecordRef[]): Promise<(ref: RecordRef) => boolean> {
    const found = new Set<string>();
    const wanted = [...new Map(refs.map((ref) => [textOf(keyOf(ref)), keyOf(ref)])).values()];
    for (let start = 0; start < wanted.length; start += batchKeysMax) {
      let rest: Item[] = wanted.slice(start, start + batchKeysMax);
      for (let round = 0; rest.length > 0; round++) {
        if (round === batchRoundsMax) throw new Error("looking for records: the table kept answering only in part");
        const request = { Keys: rest, ProjectionExpression: "pk, sk" };
        const answer = await client.send(new BatchGetCommand({ RequestItems: { [tableName]: request } }));
        for (const item of answer.Responses?.[tableName] ?? []) found.add(textOf(keys.parse(item)));
        rest = answer.UnprocessedKeys?.[tableName]?.Keys ?? [];
      }
    }
    return (ref) => found.has(textOf(keyOf(ref)));
  };
}

function keyOf({ scope, kind, id }: RecordRef) {
  return recordKey(scope.workspaceId, scope.environmentId, kind, id);
}

function textOf({ pk, sk }: { readonly pk: string; readonly sk: string }): string {
  return `${pk}\n${sk}`;
}
