import { gunzipSync } from "node:zlib";
import { ScanCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, expect, it } from "vitest";
import * as z from "zod";
import { sampleClient } from "../../local/provider/credentials.ts";
import { interceptedClient } from "../ledger/world.ts";
import { serveOverHttp } from "../support/network.ts";
import { createEngineTable } from "../support/table.ts";
import { worked } from "./operation-recipes.ts";
import { scope } from "./operation-world.ts";
import { stopRestoreWorlds } from "./restore-world.ts";
import { type OpenWorld, watchSteps } from "./watched-steps.ts";

/** What every operation sends to the table and to the provider (operations design, section 9). */
afterAll(stopRestoreWorlds);

/** The SDK over HTTP to an engine of another process, and `fetch` over HTTP to the provider. */
const overWires = async () => ({ table: await createEngineTable(), serve: serveOverHttp });

const { workspaceId, environmentId } = scope;
/** Every partition of the table that the work of this environment may touch names it, or its workspace alone. */
const inScope = new RegExp(`^[A-Z]+#${workspaceId}#(?:${environmentId}|-)#`);
/** What a workspace owns: its settings, and its alerts. */
const ofItsWorkspace = new RegExp(`^(?:WS|ALERT)#${workspaceId}$`);
const usingProvider = worked.filter(({ provider }) => provider !== "nothing");

const secret = "canary-horse-staple-9347";

/** What one attempt over both wires did, at a provider that holds a secret. */
async function workOverWires({ open }: (typeof worked)[number]) {
  const world = await open(await overWires());
  for (const place of world.five) await world.atProvider("PATCH", place, { preSharedKey: secret });
  await world.perform("policy.sync");
  const watched = watchSteps(world);
  const run = await world.nextRun();
  world.gate.requests.length = 0;
  world.gate.writes.length = 0;
  const { end, partitions, written } = await watched(() => world.attempt(run));
  const { requests, writes } = world.gate;
  return {
    end,
    partitions,
    written,
    requests: requests.length,
    writes: writes.length,
    texts: [JSON.stringify(end), ...(await everythingStored(world))],
  };
}

const works = new Map<string, ReturnType<typeof workOverWires>>();

/** The same attempt for all tests of an operation: none of them changes it. */
function workOf(operation: (typeof worked)[number]): ReturnType<typeof workOverWires> {
  const work = works.get(operation.type) ?? workOverWires(operation);
  works.set(operation.type, work);
  return work;
}

it.each(worked)("$type reads and writes records of its own environment only", async (operation) => {
  const { end, partitions, written } = await workOf(operation);
  const { readsRuns, readsFrom, ofWorkspace } = operation;

  expect(end?.status).toBe("fulfilled");
  expect(partitions.size).toBeGreaterThan(0);
  const elsewhere = [...partitions].filter((pk) => !inScope.test(pk) && !(ofWorkspace && ofItsWorkspace.test(pk)));
  const isDeclared = (pk: string) =>
    (readsRuns === true && pk.startsWith("RUN#")) || pk.startsWith(`REC#${workspaceId}#${readsFrom}#`);
  expect(elsewhere.filter((pk) => !isDeclared(pk))).toEqual([]);
  expect(elsewhere.filter((pk) => written.has(pk))).toEqual([]);
});

it.each(worked)("$type asks the provider for what it declares", async (operation) => {
  const { requests, writes } = await workOf(operation);

  expect(requests > 0).toBe(operation.provider !== "nothing");
  expect(writes > 0).toBe(operation.provider === "writes");
});

it.each(worked)("$type stores and reports no secret of the provider", async (operation) => {
  const { texts } = await workOf(operation);

  expect(texts.join("\n").length).toBeGreaterThan(1000);
  for (const canary of [secret, sampleClient.clientSecret, "Bearer "]) {
    expect(texts.filter((text) => text.includes(canary))).toEqual([]);
  }
});

/** Every form in which the provider says when to come back, and none. */
const retryAfters = ["2.128", "Sun, 01 Feb 2026 08:00:07 GMT", undefined];

it.each(usingProvider)("$type ends the same after the provider throttled it in every form", async ({ open }) => {
  const world = await open();
  const undisturbed = await world.attempt(await world.nextRun());
  const run = await world.nextRun();
  const left = [...retryAfters];
  world.gate.intercept(() => (left.length === 0 ? "pass" : { status: 429, retryAfter: left.shift() }));

  const { result } = await world.attempt(run);

  expect(left).toEqual([]);
  expect(world.waits.length).toBeGreaterThanOrEqual(retryAfters.length);
  expect(outcomeOf(result)).toEqual(outcomeOf(undisturbed.result));
});

const counted = z.object({ calls: z.array(z.object({ status: z.number() })) });

it.each(usingProvider)("$type ends the same when it uses up the budget of its tenant", async ({ open, provider }) => {
  const world = await open();
  const undisturbed = await world.attempt(await world.nextRun());
  const run = await world.nextRun();
  await world.control("/_budgets", { intune: { requests: 1, writes: 1 } });
  await fetch(`${world.provider.origin}/_calls`, { method: "DELETE" });

  const { result } = await world.toTheEnd(run, () => () => 600_000);

  expect(outcomeOf(result)).toEqual(outcomeOf(undisturbed.result));
  const { calls } = counted.parse(await (await fetch(`${world.provider.origin}/_calls`)).json());
  // Every change at the provider takes more than one request.
  if (provider === "writes") expect(calls.map(({ status }) => status)).toContain(429);
});

it.each(usingProvider)("$type says until when it is throttled, or ends as throttled", async ({ open }) => {
  const world = await open();
  const run = await world.nextRun();
  world.gate.intercept(() => ({ status: 429, retryAfter: "900" }));

  const { result } = await world.attempt(run, () => 100_000);

  if (result.kind === "handed_over") expect(result.wait?.until).toMatch(/^\d{4}-/);
  else expect(JSON.stringify(result)).toContain("provider_throttled");
});

it.each(usingProvider)("$type is blocked and names the cause when the provider refuses it", async ({ open }) => {
  const world = await open();
  const run = await world.nextRun();
  world.gate.intercept(() => ({ status: 403 }));

  const { result } = await world.attempt(run);

  expect(result).toMatchObject({ kind: "ended" });
  expect(result.kind === "ended" && result.outcome).not.toBe("succeeded");
  expect(JSON.stringify(result)).toContain("provider_permission_denied");
});

const outcomeOf = (result: object) => ("summaryCounts" in result ? { ...result, related: undefined } : { ...result });

/** Every item of the table as text, with compressed bodies unpacked. */
async function everythingStored(world: OpenWorld): Promise<string[]> {
  const client = interceptedClient(world, (_command, call) => call());
  const { Items = [] } = await client.send(new ScanCommand({ TableName: world.tableName, ConsistentRead: true }));
  return Items.map((item) => JSON.stringify(item, (_name, value) => unpacked(value)));
}

const gzipMagic = 0x1f;
function unpacked(value: unknown): unknown {
  if (!(value instanceof Uint8Array)) return value;
  return value[0] === gzipMagic ? gunzipSync(value).toString("utf8") : Buffer.from(value).toString("base64");
}
