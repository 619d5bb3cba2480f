import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { DynamoDBClient, ScanCommand, type ScanCommandOutput } from "@aws-sdk/client-dynamodb";
import { expect, it, onTestFinished } from "vitest";
import { canRun, dynamoDbEngines } from "../../local/engines/dynamodb.ts";
import { type StartedStack, startStack } from "../../local/runtime/start-stack.ts";
import { skipIfMissing } from "../support/skip-if-missing.ts";
import { localAws } from "../support/table.ts";
import { apiOf, runOf } from "./api.ts";
import { messageCounts, sendUnchecked } from "./queues.ts";
import { printed } from "./stacks.ts";
import { until } from "./until.ts";

const prod = { user: "operator", workspaceId: "acme", environmentId: "acme-prod" };
const lab = { ...prod, environmentId: "acme-lab" };

it("an emptied stack holds what a new one holds, and nothing arrives late", async () => {
  skipIfMissing(dynamoDbEngines.some(canRun) ? {} : { missing: "nothing on this machine can be the table" });
  const stack = await startStack({ hasSchedules: false });
  onTestFinished(() => stack.stop());
  const fresh = await contentOf(stack);
  const api = apiOf(stack);
  const ended = runOf(await api.start(prod, "policy.sync"));
  expect(await api.ended("operator", "acme", ended.id)).toMatchObject({ outcome: "succeeded" });
  // One of its requests is answered in ten minutes, so that its message is in flight.
  const slow = { match: "deviceManagement", delayMillis: 600_000, times: 100 };
  await fetch(`${stack.provider.origin}/_faults`, { method: "POST", body: JSON.stringify(slow) });
  const hanging = runOf(await api.start(lab, "policy.sync"));
  await until("a worker works on the run", async () =>
    (await api.findRun("operator", "acme", hanging.id)).status === "running" ? true : undefined,
  );
  await sendUnchecked(stack, "ShortLane/FailureQueue", ["nothing can be made of this"]);

  expect(await printed(stack, "empty")).toContain(stack.apiUrl);

  expect(await contentOf(stack)).toEqual(fresh);
  expect((await api.request("operator", `/api/workspaces/acme/operations/${ended.id}`)).status).toBe(404);
  const again = runOf(await api.start(prod, "policy.sync"));
  expect(await api.ended("operator", "acme", again.id)).toMatchObject({ outcome: "succeeded" });
  // The functions saw this run only, not what the stream and the queues held before.
  const ends = () => linesOf(stack, "run-events").match(/"run_ended":1/g)?.length;
  await until("its end is followed up", async () => ends());
  expect(ends()).toBe(1);
  expect(linesOf(stack, "worker-long").match(/"delivery settled"/g)).toHaveLength(1);
  expect((await api.list("owner", "acme")).map(({ id }) => id)).toEqual([again.id]);
  expect(await messageCounts(stack)).toEqual({});
  const lines = readdirSync(path.join(stack.dataDir, "log")).map((file) =>
    linesOf(stack, path.basename(file, ".jsonl")),
  );
  for (const earlier of [ended.id, hanging.id]) expect(lines.join("\n")).not.toContain(earlier);
});

const linesOf = (stack: StartedStack, name: string) =>
  readFileSync(path.join(stack.dataDir, "log", `${name}.jsonl`), "utf8");

/** Everything that a stack holds, without the times and ids that differ between two new ones. */
async function contentOf(stack: StartedStack) {
  const client = new DynamoDBClient({ endpoint: stack.endpoints.dynamodb, ...localAws });
  const items: ScanCommandOutput["Items"] = [];
  for (let from: ScanCommandOutput["LastEvaluatedKey"] | undefined, isFirst = true; isFirst || from; isFirst = false) {
    const page = await client.send(
      new ScanCommand({ TableName: stack.tableName, ...(from && { ExclusiveStartKey: from }) }),
    );
    items.push(...(page.Items ?? []));
    from = page.LastEvaluatedKey;
  }
  client.destroy();
  const asked = async (address: string) => (await fetch(address)).json();
  const controls = ["world", "faults", "calls", "consent", "grants", "lag", "budgets", "directory"];
  const sizes = (folder: string) =>
    readdirSync(path.join(stack.dataDir, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => [entry.name, statSync(path.join(entry.parentPath, entry.name)).size]);
  return {
    items: items.map((item) => JSON.stringify(item).replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "time")).sort(),
    messages: await messageCounts(stack),
    received: await asked(`${stack.sink.url}/messages`),
    provider: await Promise.all(controls.map((name) => asked(`${stack.provider.origin}/_${name}`))),
    logs: sizes("log"),
    objects: existsSync(path.join(stack.dataDir, "objects")) ? sizes("objects") : [],
  };
}
