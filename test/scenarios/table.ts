import { DescribeTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, QueryCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { createShardReader } from "../../local/runtime/shard-reader.ts";
import type { StackDescription } from "../../local/runtime/stack-file.ts";
import { streamsAt } from "../../local/runtime/streams-api.ts";
import { recordKey, runIdOfKey, scheduleKey } from "../../shared/ledger/keys.ts";
import { longestWait } from "../support/longest-wait.ts";
import { localAws } from "../support/table.ts";

interface RecordPlace {
  readonly workspaceId: string;
  readonly environmentId: string;
  readonly kind: string;
}

const text = z.object({ S: z.string() });
const image = z.looseObject({ pk: text, sk: text, status: text.optional(), completedAt: text.optional() });
const change = z.object({ dynamodb: z.object({ OldImage: image.optional(), NewImage: image }) });

/** Direct access to a running stack's table, bypassing the product. */
export function tableOf({ endpoints: { dynamodb: endpoint }, tableName }: StackDescription) {
  const client = new DynamoDBClient({ endpoint, ...localAws });
  const documents = DynamoDBDocumentClient.from(client);

  return {
    /** The ids of all stored records of one kind. */
    async recordIds({ workspaceId, environmentId, kind }: RecordPlace): Promise<readonly string[]> {
      const { pk } = recordKey(workspaceId, environmentId, kind, "");
      const { Items: items = [] } = await documents.send(
        new QueryCommand({
          TableName: tableName,
          KeyConditionExpression: "pk = :pk",
          ExpressionAttributeValues: { ":pk": pk },
        }),
      );
      return items.map(({ sk }) => z.string().parse(sk));
    },

    /** Overwrites one field of a stored record with an invalid value. */
    async damage({ workspaceId, environmentId, kind }: RecordPlace, id: string, field: string, value: unknown) {
      await documents.send(
        new UpdateCommand({
          TableName: tableName,
          Key: recordKey(workspaceId, environmentId, kind, id),
          UpdateExpression: "SET #record.#field = :value",
          ConditionExpression: "attribute_exists(#record.#field)",
          ExpressionAttributeNames: { "#record": "record", "#field": field },
          ExpressionAttributeValues: { ":value": value },
        }),
      );
    },

    /** Lets a schedule look as if no clock had visited it since then; its first unvisited slot was due at `dueAt`. */
    async leaveUnvisited(workspaceId: string, id: string, { since, dueAt }: { since: string; dueAt: string }) {
      await documents.send(
        new UpdateCommand({
          TableName: tableName,
          Key: scheduleKey(workspaceId, id),
          UpdateExpression: "SET #record.#cursor = :since, #dueAt = :dueAt",
          ConditionExpression: "attribute_exists(#record.#cursor)",
          ExpressionAttributeNames: { "#record": "record", "#cursor": "cursor", "#dueAt": "dueAt" },
          ExpressionAttributeValues: { ":since": since, ":dueAt": dueAt },
        }),
      );
    },

    /** How often each run was completed, or changed after completion, from the table's stream. */
    async endsByRun(): Promise<ReadonlyMap<string, number>> {
      const { Table: table } = await client.send(new DescribeTableCommand({ TableName: tableName }));
      const fromTheBeginning = { get: () => undefined, set: () => undefined, close: () => undefined };
      const reader = createShardReader(streamsAt(endpoint), table?.LatestStreamArn ?? "", fromTheBeginning);
      const ends = new Map<string, number>();
      for (;;) {
        const shards = await reader.read(1000, AbortSignal.timeout(longestWait()));
        if (shards.length === 0) return ends;
        for (const record of shards.flatMap(({ records }) => records)) {
          const { OldImage: before, NewImage: after } = change.parse(record).dynamodb;
          const isEnd = after.sk.S === "#" && after.status?.S === "completed";
          if (!isEnd || (before?.status?.S === "completed" && before.completedAt?.S === after.completedAt?.S)) continue;
          const runId = runIdOfKey(after.pk.S);
          ends.set(runId, (ends.get(runId) ?? 0) + 1);
        }
      }
    },
  };
}
