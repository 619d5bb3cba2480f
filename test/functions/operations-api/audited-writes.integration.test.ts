import { ScanCommand } from "@aws-sdk/lib-dynamodb";
import { expect, it } from "vitest";
import { createAuditEnd } from "../../../functions/run-events/audit-end.ts";
import { memberPointerItem, membershipItem, platformItem } from "../../../shared/access/items.ts";
import type { Route } from "../../../shared/contract/route.ts";
import { routes } from "../../../shared/contract/routes.ts";
import { parseRun } from "../../../shared/ledger/run-item.ts";
import { findOperation } from "../../../shared/operations/registry.ts";
import { createAuditRecorder } from "../../../shared/records/audit.ts";
import { canonicalJson } from "../../../shared/run/identity.ts";
import { runAuditEntriesOf } from "../../../shared/run/run-audit-entries.ts";
import { correlation, delivery } from "../../ledger/world.ts";
import type { Call } from "../events.ts";
import { reviewsIn } from "../reviews.ts";
import { connection, createWorld, type TestResponse, type World } from "../world.ts";
import { auditedChannelTest, auditedPromiseAndAlertActions } from "./audited-alert-actions.ts";
import { auditedBackupActions } from "./audited-backup-actions.ts";
import { auditedPlanActions } from "./audited-plan-actions.ts";
import { auditedRunNow, auditedScheduleActions } from "./audited-schedule-actions.ts";
import { auditedViewActions } from "./audited-view-actions.ts";
import { crashAt, crashes } from "./crash-at.ts";

interface AuditedAction {
  readonly name: string;
  readonly action: string;
  /** Prepares the world; may return the id of the resource. */
  readonly arrange?: (world: World) => Promise<string>;
  readonly request: (id: string) => Call;
  readonly status?: number;
  /** Who can read the audit trail, and of which workspace. */
  readonly trail?: { readonly as: string; readonly workspaceId: string };
}

const member = { method: "PUT", path: "/api/workspaces/acme/members/newcomer" } as const;
const operator = { role: "operator", environments: "all" };
const environment = { method: "PUT", path: "/api/workspaces/acme/environments/acme-test" } as const;
const workspace = { method: "PUT", path: "/api/system/workspaces/initech" } as const;
const initech = { as: "founder", workspaceId: "initech" };
const note = "The provider said so.";
const actOn = (id: string, body: unknown): Call => ({
  method: "POST",
  path: `/api/workspaces/acme/operations/${id}/actions`,
  body,
});
const triage = (id: string, body: unknown): Call => ({
  method: "POST",
  path: `/api/system/operations/${id}/triage`,
  body,
});
const connections = "/api/workspaces/acme/environments/acme-prod/records/provider-connections";

const auditedActions: readonly AuditedAction[] = [
  { name: "adding a member", action: "member.written", request: () => ({ ...member, body: operator }) },
  {
    ...{ name: "removing a member", action: "member.removed" },
    request: () => ({ method: "DELETE", path: "/api/workspaces/acme/members/operator" }),
  },
  {
    name: "creating an environment",
    action: "environment.written",
    request: () => ({ ...environment, body: { name: "Acme test" } }),
  },
  {
    name: "renaming an environment",
    action: "environment.written",
    request: () => ({ ...environment, path: environment.path.replace("test", "lab"), body: { name: "Renamed" } }),
  },
  {
    name: "creating a workspace",
    action: "workspace.written",
    request: () => ({ ...workspace, body: { name: "Initech", owner: "founder" } }),
    trail: initech,
  },
  {
    name: "renaming a workspace",
    action: "workspace.written",
    request: () => ({
      ...workspace,
      path: workspace.path.replace("initech", "acme"),
      body: { name: "Renamed" },
    }),
  },
  {
    name: "making a baseline profile",
    action: "baseline_profile.written",
    request: () => ({
      method: "PUT",
      path: connections.replace("provider-connections", "baseline-profiles/windows"),
      body: { name: "Windows" },
    }),
  },
  ...[
    ...auditedBackupActions,
    ...auditedScheduleActions,
    ...auditedPromiseAndAlertActions,
    ...auditedPlanActions,
    ...auditedViewActions,
  ],
  {
    name: "making a connection",
    action: "provider_connection.written",
    request: () => ({ method: "PUT", path: `${connections}/main`, body: connection }),
  },
  {
    name: "moving the default to another connection",
    action: "provider_connection.written",
    async arrange({ connections: stored }) {
      const scope = { workspaceId: "acme", environmentId: "acme-prod" };
      await stored.put(scope, "main", connection);
      await stored.put(scope, "second", { ...connection, isDefault: false });
      return "second";
    },
    request: (id) => ({ method: "PUT", path: `${connections}/${id}`, body: connection }),
  },
  {
    name: "publishing a review",
    action: "environment_review.published",
    arrange: (world) => reviewsIn(world).ready(),
    request: (id) => ({
      method: "POST",
      path: `/api/workspaces/acme/environments/acme-prod/records/environment-reviews/${id}/publish`,
    }),
  },
  {
    name: "acknowledging a problem",
    action: "operation_run.acknowledged",
    arrange: (world) => failed(world, "restore.execute"),
    request: (id) => actOn(id, { action: "acknowledge", note }),
  },
  {
    name: "marking a problem as investigated",
    action: "operation_run.triage.investigated",
    arrange: (world) => failed(world),
    request: (id) => triage(id, { action: "mark_investigated", note }),
  },
];

it.each(auditedActions)("$name is audited exactly once when the request crashes at any write", async (of) => {
  const { action, arrange, request, status = 200, trail = { as: "owner", workspaceId: "acme" } } = of;
  for (const { at, isWritten } of crashes) {
    const world = await aWorld();
    const call = { as: "chief", ...request((await arrange?.(world)) ?? "") };
    const before = await itemsOf(world);

    const crash = crashAt(world, at, isWritten);
    const first = await world.call(call);
    crash.stop();
    const changed = (await itemsOf(world)).filter((item) => !before.includes(item));
    const again = await world.call(call);

    const isRecorded = changed.some(isEntry);
    expect({ at, isWritten, isRecorded }).toEqual({ at, isWritten, isRecorded: changed.length > 0 });
    expect([first.status, again.status]).toEqual([crash.happened() ? 500 : status, changed.length > 0 ? 200 : status]);
    const { body } = await world.call({ path: `/api/workspaces/${trail.workspaceId}/audit`, as: trail.as });
    expect(body.items).toMatchObject([{ action, actor: { id: "chief" } }]);
    if (!crash.happened()) return;
  }
  throw new Error("the request makes more writes than this test crashes it at");
});

it("each route that replaces or ends a resource is repeated after a crash", () => {
  const asked = auditedActions.map(({ request }) => request("id")).map(({ method, path }) => `${method} ${path}`);
  const isRepeated = ({ method, path }: Pick<Route, "method" | "path">) => {
    const pattern = `${method} ${path}`.split(/\{[^}]+\}/).join("[^/]+");
    return asked.some((one) => new RegExp(`^${pattern}$`).test(one));
  };
  const whole = routes.filter(({ method }) => method === "PUT" || method === "DELETE");

  // The settings of a person are no change that an audit trail has.
  expect(whole.filter((route) => !isRepeated(route)).map(({ name }) => name)).toEqual(["writeSettings"]);
});

/** Actions stored with the run are audited in a second write, which any later step completes. */
const storedWithRun: readonly AuditedAction[] = [
  {
    name: "cancelling a running run",
    action: "operation_run.cancel_requested",
    arrange: atWork,
    request: (id) => actOn(id, { action: "cancel" }),
  },
  {
    name: "cancelling a running run on the platform plane",
    action: "operation_run.cancel_requested",
    arrange: atWork,
    request: (id) => triage(id, { action: "cancel" }),
  },
  {
    name: "running again",
    action: "operation_run.repeated",
    arrange: failedAndRepeatable,
    request: (id) => actOn(id, { action: "run_again" }),
  },
  {
    ...{ name: "retrying on the platform plane", action: "operation_run.triage.retried" },
    arrange: failedAndRepeatable,
    request: (id) => triage(id, { action: "retry" }),
  },
  auditedChannelTest,
  auditedRunNow,
];

it.each(storedWithRun)("$name is audited by a retry when the request crashes at any write", async (of) => {
  await atEachCrash(of, async (world, call) => {
    expect([200, 202]).toContain((await world.call(call)).status);
    expect(await entriesOf(world, of.action)).toMatchObject([{ actor: { id: "chief" } }]);
  });
});

it.each(storedWithRun)("$name is audited at the run's end when the request crashes without a retry", async (of) => {
  let audited = 0;
  await atEachCrash(of, async (world, _asked, first) => {
    const isDone = (await endAll(world)).some(({ action }) => action === of.action);
    audited += isDone ? 1 : 0;
    expect(await entriesOf(world, of.action)).toHaveLength(isDone ? 1 : 0);
    if (first.status < 300) expect(isDone).toBe(true);
  });
  expect(audited).toBeGreaterThan(1);
});

async function atEachCrash(
  { arrange, request }: AuditedAction,
  check: (world: World, call: Call, first: TestResponse) => Promise<void>,
): Promise<void> {
  for (const { at, isWritten } of crashes) {
    const world = await aWorld();
    const call = { as: "chief", ...request((await arrange?.(world)) ?? "") };
    const crash = crashAt(world, at, isWritten);
    const first = await world.call(call);
    crash.stop();
    await check(world, call, first);
    if (!crash.happened()) return;
  }
  throw new Error("the request makes more writes than this test crashes it at");
}

/** Ends every active run and processes each end. Returns the entries that the runs record. */
async function endAll(world: World) {
  const audit = createAuditRecorder({ ...world, retentionDays: 90 });
  const auditEnd = createAuditEnd({ audit, findOperation });
  const recorded = [];
  for (const run of await runsIn(world)) {
    const right = run.attempt > 0 ? "attempt" : "observed";
    const write = await world.runService.finish(run, { outcome: "failed", source: "worker" }, right);
    if (write.outcome === "refused") continue;
    await auditEnd(write.run);
    recorded.push(...runAuditEntriesOf(write.run, findOperation(write.run.type)?.risk));
  }
  return recorded;
}

async function runsIn({ client, tableName }: World) {
  const { Items = [] } = await client.send(new ScanCommand({ TableName: tableName }));
  return Items.filter(({ pk, sk }) => String(pk).startsWith("RUN#") && sk === "#").flatMap(
    (item) => parseRun(item) ?? [],
  );
}

async function entriesOf(world: World, action: string) {
  const { body } = await world.call({ path: "/api/workspaces/acme/audit", as: "owner" });
  return body.items.filter((entry: { action: string }) => entry.action === action);
}

async function failed(world: World, type = "policy.sync") {
  const run = await world.aRun({ type });
  await world.runService.finish(run, { outcome: "failed", source: "operator" }, "observed");
  return run.id;
}

async function failedAndRepeatable(world: World) {
  await world.connections.put({ workspaceId: "acme", environmentId: "acme-prod" }, "default", connection);
  return failed(world);
}

async function atWork(world: World) {
  const run = await world.aRun();
  await world.runService.claim(correlation(run.id), delivery());
  return run.id;
}

const isEntry = (item: string) => item.includes('"sk":"AUDIT#');

async function itemsOf({ client, tableName }: World): Promise<string[]> {
  const { Items = [] } = await client.send(new ScanCommand({ TableName: tableName }));
  return Items.map((item) => canonicalJson(item));
}

/** A world with a user who has all capabilities. Setting the rate disables the repeated requests in German. */
async function aWorld() {
  const world = await createWorld({ ratePerSecond: 1000 });
  await world.put(membershipItem("acme", "chief", { role: "owner", environments: "all" }));
  await world.put(memberPointerItem("acme", "chief"));
  await world.put(platformItem("chief", { capabilities: ["platform.operations.manage"] }));
  return world;
}
