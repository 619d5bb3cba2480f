import { readFileSync } from "node:fs";
import { ScanCommand } from "@aws-sdk/lib-dynamodb";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { InMemoryTransport } from "@modelcontextprotocol/sdk/inMemory.js";
import { afterAll, beforeAll, expect, it } from "vitest";
import * as z from "zod";
import { createServer } from "../../clients/mcp/src/server.ts";
import { createClient } from "../../clients/sdk/src/client.ts";
import { createRunQueries } from "../../shared/ledger/run-queries.ts";
import { type ApprovalWorld, approvalWorld } from "../functions/operations-api/approval-world.ts";
import { stopRestoreWorlds } from "../operations/restore-world.ts";

const workspace = "acme";
const environment = "acme-prod";
const note = "The tenant is moved tonight.";

let world: ApprovalWorld;
let agent: Client;
beforeAll(async () => {
  world = await approvalWorld();
  const client = createClient({ url: "https://runs.example.com", token: () => "token", fetch: answered });
  const server = createServer(client, { version: "1", mayChange: true, mayExport: true });
  const [ours, theirs] = InMemoryTransport.createLinkedPair();
  agent = new Client({ name: "test", version: "1" });
  await Promise.all([server.connect(theirs), agent.connect(ours)]);
});
afterAll(async () => {
  await agent.close();
  await stopRestoreWorlds();
});

/** Answers a request of the library by the APIs, as the manager. */
async function answered(request: Request): Promise<Response> {
  const { pathname, search } = new URL(request.url);
  const body = await request.text();
  world.api.clock.set(world.clock.now());
  const { status, headers, text } = await world.api.call({
    ...{ method: z.enum(["GET", "POST", "PUT", "DELETE"]).parse(request.method), path: pathname, as: "manager" },
    ...{ query: search.slice(1), headers: Object.fromEntries(request.headers) },
    ...(body !== "" && { body }),
  });
  const named = Object.entries(headers).map(([name, value]): [string, string] => [name, String(value)]);
  return new Response(text === "" ? null : text, { status, headers: named });
}

const content = z.array(z.object({ type: z.literal("text"), text: z.string() }));
async function call(name: string, input: Record<string, unknown>) {
  const { content: parts, isError } = await agent.callTool({ name, arguments: input });
  const [{ text = "" } = {}] = content.parse(parts);
  return { text, isError: isError === true };
}

async function aSync(): Promise<string> {
  world.clock.advance(1);
  return String((await world.start({}, "manager", "policy.sync")).body.run.id);
}
async function aFailedSync(): Promise<string> {
  const id = await aSync();
  await end(id);
  return id;
}
/** Ends a run as its worker would, without success. */
async function end(id: string): Promise<void> {
  const run = await createRunQueries(world).getRun(id);
  if (run === undefined) throw new Error(`there is no run ${id}`);
  await world.api.runService.finish(run, { outcome: "failed", source: "operator" }, "observed");
}
async function aSchedule(name: string): Promise<string> {
  const schedule = { name, type: "policy.sync", environmentId: environment, rule: { everySeconds: 86_400 } };
  return String((await world.call("POST", "/api/workspaces/acme/schedules", "manager", schedule)).body.id);
}

interface Case {
  readonly input?: () => Promise<Record<string, unknown>>;
  /** What happens between two calls, given the answer of the first. */
  readonly between?: (answer: string) => Promise<void>;
}

/** How each tool is called. A tool without an entry fails its test. */
const cases: Readonly<Record<string, Case>> = {
  whoami: {},
  list_operations: {},
  list_environments: {},
  needs_attention: {},
  list_promises: {},
  list_schedules: {},
  list_alerts: {},
  list_runs: {},
  waiting_plans: {},
  export_runs: {},
  show_run: { input: async () => ({ run: await aFailedSync() }) },
  explain_run: { input: async () => ({ run: await aFailedSync() }) },
  start_operation: {
    input: async () => ({
      ...{ environment, type: "restore.execute", purpose: "restore the backup" },
      input: { backupSetId: world.backupSetId, dryRun: false },
    }),
  },
  run_again: {
    input: async () => ({ run: await aFailedSync() }),
    between: (answer) => end(z.object({ run: z.object({ id: z.string() }) }).parse(dataIn(answer)).run.id),
  },
  cancel_run: { input: async () => ({ run: await aSync(), note }) },
  acknowledge_problem: { input: async () => ({ run: await aFailedSync(), note }) },
  pause_schedule: { input: async () => ({ schedule: await aSchedule("Pause"), note }) },
  resume_schedule: {
    async input() {
      const schedule = await aSchedule("Resume");
      await call("pause_schedule", { workspace, schedule, note });
      return { schedule, note };
    },
  },
  request_approval: { input: async () => ({ plan: (await world.plan()).id, note }) },
};

const dataIn = (answer: string): unknown => JSON.parse(answer.slice(answer.indexOf("\n{")));

/** Every stored item as text. */
async function stored(): Promise<string> {
  const { Items = [], LastEvaluatedKey: rest } = await world.client.send(
    new ScanCommand({ TableName: world.tableName, ConsistentRead: true }),
  );
  if (rest !== undefined) throw new Error("the table has more items than one scan reads");
  return JSON.stringify(Items.map((item) => JSON.stringify(item)).sort());
}

const named = z.object({ items: z.array(z.object({ id: z.string() })) });
const scheduled = z.object({ items: z.array(z.object({ id: z.string(), paused: z.unknown() })) });

/** What a person may still want: active runs, problems that need attention, and schedules that start their work. */
async function wanted(): Promise<readonly string[]> {
  const read = async (list: string, query = "") =>
    (await world.api.call({ path: `/api/workspaces/acme/${list}`, query, as: "owner" })).body;
  const [active, open, schedules] = await Promise.all([
    ...[read("operations", "tab=active"), read("operations", "tab=needs_attention"), read("schedules")],
  ]);
  const running = scheduled.parse(schedules).items.filter(({ paused }) => paused === null);
  return [...named.parse(active).items, ...named.parse(open).items, ...running].map(({ id }) => id);
}

it("the document of the tools names each tool, and no other", async () => {
  const { tools } = await agent.listTools();
  const rows = readFileSync(new URL("../../clients/mcp/README.md", import.meta.url), "utf8").match(/^\| `.*$/gm) ?? [];
  const named = rows.flatMap((row) => [...(row.split("|")[1] ?? "").matchAll(/`(\w+)`/g)].map(([, name]) => name));

  expect(named.toSorted()).toEqual(tools.map(({ name }) => name).sort());
});

it.each(Object.keys(cases))("tool %s does to the product what its hints say", async (name) => {
  const { tools } = await agent.listTools();
  expect(tools.map((tool) => tool.name).sort()).toEqual(Object.keys(cases).sort());
  const { input, between } = cases[name] ?? {};
  const given = { workspace, ...(await input?.()) };

  const before = await stored();
  const were = await wanted();
  const { text, isError } = await call(name, given);
  expect(isError, text).toBe(false);
  const once = await stored();
  const are = await wanted();
  await between?.(text);
  const ready = await stored();
  await call(name, given);

  const hints = tools.find((tool) => tool.name === name)?.annotations;
  expect({
    readOnlyHint: once === before,
    destructiveHint: were.some((id) => !are.includes(id)),
    idempotentHint: (await stored()) === ready,
    openWorldHint: false,
  }).toEqual(hints);
});
