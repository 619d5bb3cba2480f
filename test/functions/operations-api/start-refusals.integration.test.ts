import { SendMessageCommand } from "@aws-sdk/client-sqs";
import { describe, expect, it } from "vitest";
import { notFound } from "../../../functions/middleware/errors.ts";
import { membershipItem } from "../../../shared/access/items.ts";
import { operations } from "../../../shared/operations/registry.ts";
import { problemIn } from "../../../shared/presenter/problem-words.ts";
import { createBackupSets } from "../../../shared/records/backup-sets.ts";
import { bytesOf, connection, createWorld } from "../world.ts";

const path = "/api/workspaces/acme/operations";
const good = { type: "policy.sync", environmentId: "acme-prod", input: {} };
const nested = (depth: number) => `${'{"input":'.repeat(depth)}1${"}".repeat(depth)}`;

describe("a malformed request is refused before any store call", () => {
  it.each([
    {
      name: "a body of 33 KB",
      body: { ...good, input: { note: "x".repeat(33 * 1024) } },
      status: 413,
      code: "body_too_large",
    },
    {
      name: "a body that is no JSON type",
      headers: { "content-type": "text/plain" },
      status: 415,
      code: "media_type_unsupported",
    },
    { name: "broken JSON", body: '{"type":', status: 400, code: "body_malformed" },
    { name: "an empty body", body: "", status: 400, code: "body_malformed" },
    { name: "nesting 17 deep", body: nested(17), status: 400, code: "body_malformed" },
    {
      name: "a __proto__ key",
      body: '{"type":"policy.sync","environmentId":"acme-prod","__proto__":{}}',
      status: 400,
      code: "body_malformed",
    },
    {
      name: "a constructor key",
      body: '{"input":{"constructor":{"prototype":1}}}',
      status: 400,
      code: "body_malformed",
    },
    { name: "a number out of range", body: '{"input":{"n":1e999}}', status: 400, code: "body_malformed" },
    { name: "an unpaired surrogate", body: '{"input":{"n":"\\ud800"}}', status: 400, code: "body_malformed" },
    {
      name: "a key of 256 characters",
      headers: { "idempotency-key": "k".repeat(256) },
      status: 400,
      code: "header_invalid",
    },
    { name: "an empty key", headers: { "idempotency-key": "" }, status: 400, code: "header_invalid" },
    {
      name: "a key that is not ASCII",
      headers: { "idempotency-key": "schlüssel" },
      status: 400,
      code: "header_invalid",
    },
    { name: "an unknown query parameter", query: "dryRun=true", status: 400, code: "query_invalid" },
    { name: "an unknown field", body: { ...good, force: true }, status: 422, code: "input_invalid" },
    { name: "a wrong type of a field", body: { ...good, type: 7 }, status: 422, code: "input_invalid" },
    { name: "a missing environment", body: { type: "policy.sync", input: {} }, status: 422, code: "input_invalid" },
    { name: "no verified claims", as: null, status: 401, code: "unauthenticated" },
  ])("$name is answered $status $code", async ({ name: _name, status, code, ...request }) => {
    const world = await createWorld();
    const before = world.storeCalls.length;

    const response = await world.call({ method: "POST", path, body: good, ...request });

    expect(response).toMatchObject({ status, body: { status, code } });
    expect(response.headers["content-type"]).toBe("application/problem+json");
    expect(world.storeCalls.length).toBe(before);
  });
});

it("a start validates a body nested 16 levels deep instead of rejecting it", async () => {
  const world = await createWorld();

  expect(await world.call({ method: "POST", path, body: nested(16) })).toMatchObject({
    status: 422,
    body: { code: "input_invalid" },
  });
});

it("a start accepts an idempotency key of 255 characters", async () => {
  const world = await createWorld();
  await world.connections.put({ workspaceId: "acme", environmentId: "acme-prod" }, "default", connection);

  const headers = { "idempotency-key": "k".repeat(255) };
  expect((await world.call({ method: "POST", path, body: good, headers })).status).toBe(202);
});

it("a start gives non-members, foreign, hidden and absent environments identical bytes", async () => {
  const world = await createWorld();
  const start = (as: string, workspaceId: string, environmentId: string, type = "policy.sync") =>
    world.call({
      method: "POST",
      path: `/api/workspaces/${workspaceId}/operations`,
      body: { ...good, type, environmentId },
      as,
    });

  const responses = await Promise.all([
    start("stranger", "acme", "acme-prod"),
    start("former", "acme", "acme-prod"),
    start("outsider", "acme", "acme-prod"),
    start("operator", "globex", "globex-prod"),
    start("operator", "acme", "globex-prod"),
    start("operator", "acme", "absent"),
    start("operator", "absent", "acme-prod"),
    start("operator", "acme", "Not a slug#"),
    start("lab-operator", "acme", "acme-prod"),
    // The scope is checked before the type: outsiders learn nothing about types.
    start("lab-operator", "acme", "acme-prod", "no.such.type"),
  ]);

  const [first, ...others] = responses.map(bytesOf);
  expect(first?.status).toBe(404);
  expect(first?.text).toBe(JSON.stringify(problemIn(notFound().problem, "en")));
  for (const other of others) expect(other).toEqual(first);
  expect(world.sqs.commandCalls(SendMessageCommand)).toHaveLength(0);
});

it.each([
  {
    name: "an unknown type",
    body: { type: "no.such.type" },
    as: "readonly",
    status: 422,
    code: "operation_type_unknown",
  },
  {
    name: "a platform-only type",
    body: { type: "ops.reconcile_adapter_runs" },
    as: "readonly",
    status: 422,
    code: "operation_not_startable",
  },
  {
    name: "a missing capability",
    body: { input: { providerConnectionId: 7 } },
    as: "readonly",
    status: 403,
    code: "capability_missing",
  },
  {
    name: "a capability of managers",
    body: { type: "environment.review.compose" },
    as: "operator",
    status: 403,
    code: "capability_missing",
  },
  {
    name: "an unknown field of the input",
    body: { input: { all: true } },
    as: "operator",
    status: 422,
    code: "input_invalid",
  },
  {
    name: "a wrong type in the input",
    body: { input: { providerConnectionId: 7 } },
    as: "operator",
    status: 422,
    code: "input_invalid",
  },
  {
    name: "input that refers to an absent record",
    body: { input: { providerConnectionId: "absent" } },
    as: "operator",
    status: 422,
    code: "input_invalid",
  },
])("$name is answered $status $code in this order, without a run", async ({ body, as, status, code }) => {
  const world = await createWorld();

  const response = await world.call({ method: "POST", path, body: { ...good, ...body }, as });

  expect(response).toMatchObject({ status, body: { code } });
  expect(world.storeCalls.some((name) => name === "UpdateItemCommand")).toBe(false);
  expect(world.sqs.commandCalls(SendMessageCommand)).toHaveLength(0);
});

it("a start reports the path of each input error", async () => {
  const world = await createWorld();

  const response = await world.call({
    method: "POST",
    path,
    body: { ...good, input: { providerConnectionId: "absent" } },
  });

  expect(response.body.errors).toEqual([expect.objectContaining({ path: "input.providerConnectionId" })]);
});

it("a restore starts only from its preview", async () => {
  const world = await createWorld();
  const { client, tableName, clock } = world;
  const sets = createBackupSets({ client, tableName, clock });
  const scope = { workspaceId: "acme", environmentId: "acme-prod" };
  const by = { runId: "backup", attempt: 1 };
  const item = { policyId: "a", collection: "deviceConfigurations", platform: "windows", displayName: "A" } as const;
  const taken = { contentHash: "one", takenAt: clock.now().toISOString(), operationRunId: "backup" };
  const counts = { total: 1, created: 1, updated: 0, unchanged: 0, failed: 0 };
  await sets.begin(scope, { id: "set", name: "Before the change", by, n: 1 });
  const items = [{ ...item, ...taken, change: "created" } as const];
  await sets.complete(scope, "set", by, {
    name: "Before the change",
    status: "completed",
    items,
    counts,
    coverage: [],
  });
  const start = (input: Record<string, unknown>) =>
    world.call({ method: "POST", path, as: "manager", body: { ...good, type: "restore.execute", input } });

  for (const input of [{}, { dryRun: false }, { policyIds: ["a"] }]) {
    expect(await start({ backupSetId: "set", ...input })).toMatchObject({
      status: 422,
      body: { code: "input_invalid", errors: [{ path: "input.restoreRunId" }] },
    });
  }
  expect(world.sqs.commandCalls(SendMessageCommand)).toHaveLength(0);
  expect((await start({ backupSetId: "set", dryRun: true })).status).toBe(202);
});

it("a start above the caller's rate limit is throttled with Retry-After", async () => {
  const world = await createWorld({ ratePerSecond: 1 });
  const ask = (as: string) => world.call({ method: "POST", path, body: "", as });
  for (let count = 0; count < 4; count += 1) expect((await ask("operator")).status).toBe(400);

  const response = await ask("operator");

  expect(response).toMatchObject({ status: 429, headers: { "retry-after": "1" }, body: { code: "rate_limited" } });
  expect((await ask("manager")).status).toBe(400);
  world.clock.advance(1);
  expect((await ask("operator")).status).toBe(400);
});

it("a start answers an internal error without details and logs it once", async () => {
  const world = await createWorld();
  world.client.middlewareStack.add(() => () => Promise.reject(new Error("table runtruth-secret-name is on fire")), {
    step: "initialize",
    name: "fire",
  });

  const response = await world.call({ method: "POST", path, body: good });

  expect(response).toMatchObject({ status: 500, body: { code: "internal_error" } });
  expect(response.text).not.toContain("fire");
  expect(world.logged).toHaveLength(1);
});

it("a start refuses every non-startable type for every role", async () => {
  const world = await createWorld();
  const types = operations.filter(({ start }) => start === "not_startable").map(({ type }) => type);

  expect(types.length).toBeGreaterThan(0);
  for (const type of types) {
    for (const as of ["owner", "readonly"]) {
      const response = await world.call({ method: "POST", path, body: { ...good, type }, as });
      expect([type, response.status, response.body.code]).toEqual([type, 422, "operation_not_startable"]);
    }
  }
  expect(world.sqs.commandCalls(SendMessageCommand)).toHaveLength(0);
  expect((await world.call({ path })).body.items).toEqual([]);
});

it("a start on another environment hides whether that environment exists", async () => {
  const world = await createWorld();
  await world.put(membershipItem("acme", "manager", { role: "manager", environments: ["acme-prod"] }));
  const refusalOf = async (sourceEnvironmentId: string) => {
    const input = { sourceEnvironmentId, policyIds: ["p1"], dryRun: true };
    const body = { type: "promotion.execute", environmentId: "acme-prod", input };
    const { status, body: answer } = await world.call({ method: "POST", path, body, as: "manager" });
    return { status, code: answer.code, errors: answer.errors };
  };

  const hidden = await refusalOf("acme-lab");

  expect(hidden).toMatchObject({ status: 422, errors: [{ path: "input.sourceEnvironmentId" }] });
  expect(await refusalOf("absent")).toEqual(hidden);
  // Its own member learns that the policy is not synced.
  await world.put(membershipItem("acme", "manager", { role: "manager", environments: "all" }));
  expect(await refusalOf("acme-lab")).toMatchObject({ status: 422, errors: [{ path: "input.policyIds.0" }] });
});
