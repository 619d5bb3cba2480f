import { ScanCommand } from "@aws-sdk/lib-dynamodb";
import { onTestFinished } from "vitest";
import { sampleClient, sampleProviderUrls } from "../../local/provider/credentials.ts";
import type { WorkResult } from "../../shared/operations/define-operation.ts";
import { createRecordReader } from "../../shared/records/record-reader.ts";
import type { RecordKind } from "../../shared/run/record-kinds.ts";
import { interceptedClient } from "../ledger/world.ts";
import { sampleProviderHere } from "../support/sample-provider.ts";
import { operationWorld, scope } from "./operation-world.ts";

/** An environment at the sample provider, with fewer groups than it seeds unless a test asks for all. */
export async function graphWorld({ groups = 50 }: { readonly groups?: number } = {}) {
  let now = () => new Date();
  const provider = await sampleProviderHere({ clock: { now: () => now() } });
  onTestFinished(() => provider.stop());
  const world = await operationWorld(provider.origin, async () => sampleClient.clientSecret);
  now = world.clock.now;
  await world.addConnection({ ...sampleProviderUrls(provider.origin), clientId: sampleClient.clientId });
  const control = (path: string, body: object) =>
    fetch(`${provider.origin}${path}`, { method: "POST", body: JSON.stringify(body) });
  await control("/_directory", { groups });
  const records = createRecordReader(world);

  return {
    ...world,
    records,
    control,
    async perform(type: string, input: Record<string, unknown> = {}): Promise<Extract<WorkResult, { kind: "ended" }>> {
      // Tokens and request budgets of the run before are over.
      world.clock.advance(3600);
      const result = await world.perform(type, input);
      if (result.kind !== "ended") throw new Error(`${type} was handed over`);
      return result;
    },
    /** The newest record of a kind, or the first one of a list. */
    async newest(kind: RecordKind) {
      const [record] = (await records.list(scope, kind, { limit: 1 })).items;
      if (record === undefined) throw new Error(`there is no record of ${kind}`);
      return record;
    },
    /** Everything that is stored, as text. */
    async stored(): Promise<string> {
      const client = interceptedClient(world, (_command, call) => call());
      const { Items } = await client.send(new ScanCommand({ TableName: world.tableName, ConsistentRead: true }));
      return JSON.stringify(Items);
    },
  };
}
