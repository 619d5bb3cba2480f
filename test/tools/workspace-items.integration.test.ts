import { ScanCommand } from "@aws-sdk/lib-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { expect, it } from "vitest";
import { createAuditRecorder } from "../../shared/records/audit.ts";
import { alertBeat, createClockBeats } from "../../shared/records/clock-beats.ts";
import { createEnvironmentProofs } from "../../shared/records/environment-proofs.ts";
import { exportedItems, itemsOfWorkspace } from "../../tools/workspace-items.ts";
import { aNotifiedRun } from "../functions/notifications-world.ts";
import { connection, createWorld } from "../functions/world.ts";
import {
  storeAlerts,
  storeApprovalAlert,
  storeBulkAction,
  storePromise,
  storeSchedule,
  storeWave,
  storeWaveSchedule,
} from "../security/stored-content.ts";

/** The table as an S3 export. */
async function exported(world: Awaited<ReturnType<typeof createWorld>>): Promise<string> {
  const { Items = [] } = await world.client.send(new ScanCommand({ TableName: world.tableName }));
  return Items.map((item) => `${JSON.stringify({ Item: marshall(item) })}\n`).join("");
}

async function aLivedInWorld() {
  const world = await createWorld();
  for (const [workspace, as] of [
    ["acme", "owner"],
    ["globex", "outsider"],
  ] as const) {
    const environment = `${workspace}-prod`;
    await world.call({
      method: "PUT",
      path: `/api/workspaces/${workspace}/environments/${environment}/records/provider-connections/main`,
      as,
      body: connection,
    });
    await world.call({
      method: "POST",
      path: `/api/workspaces/${workspace}/operations`,
      as,
      body: { type: "provider.connection.check", environmentId: environment, input: {} },
      headers: { "idempotency-key": "once" },
    });
    const run = await aNotifiedRun(world, { workspaceId: workspace, environmentId: environment, initiator: as });
    await storeBulkAction(world, run);
    const scope = { workspaceId: workspace, environmentId: environment };
    await storeWave(world, scope);
    await storeSchedule(world, scope);
    await storeWaveSchedule(world, scope);
    await storePromise(world, scope);
    await storeAlerts(world, scope);
    await storeApprovalAlert(world, scope, "plan");
    await createClockBeats(world).record(alertBeat(workspace), run.createdAt);
    await createEnvironmentProofs(world).record(workspace, environment, "check", {
      runId: run.id,
      asOf: run.createdAt,
    });
    await createAuditRecorder({ ...world, retentionDays: 30 }).record({
      id: "one",
      workspaceId: workspace,
      environmentId: null,
      actor: { type: "system", label: "Runtruth" },
      action: "operation_run.completed",
      resourceType: "operation_run",
      resourceId: "run",
      outcome: "info",
      metadata: {},
      recordedAt: "2026-03-01T10:00:00.000Z",
    });
  }
  return exportedItems(await exported(world));
}

it("workspace exports partition the table: each holds exactly its own workspace", async () => {
  const items = await aLivedInWorld();
  const acme = itemsOfWorkspace("acme", items);
  const globex = itemsOfWorkspace("globex", items);
  const kinds = new Set(acme.map(({ pk }) => pk.split("#")[0]));

  expect([...kinds].sort()).toEqual([
    "ALERT",
    "BULK",
    "CLOCK",
    "IDENT",
    "KEY",
    "PROOF",
    "REC",
    "RUN",
    "SCHED",
    "USER",
    "WAVE",
    "WORKSPACES",
    "WS",
  ]);
  const settings = acme.filter(({ pk }) => pk === "WS#acme").map(({ sk }) => sk.split("#")[0]);
  expect(settings).toEqual(expect.arrayContaining(["SCHEDULE", "PROMISE", "ALERTRULE", "CHANNEL"]));
  expect(acme.filter((item) => globex.includes(item))).toEqual([]);
  expect(JSON.stringify(acme)).not.toContain("globex");
  const left = items.filter((item) => !acme.includes(item) && !globex.includes(item));
  expect(left.filter(({ pk, sk }) => !(pk.startsWith("USER#") && sk === "PLATFORM"))).toEqual([]);
});

it("export excludes a workspace whose name merely has the same prefix", () => {
  const items = ["WS#acme", "WS#acme-two", "REC#acme-two#e#policies"].map((pk) => ({ pk, sk: "#" }));

  expect(itemsOfWorkspace("acme", items)).toEqual([{ pk: "WS#acme", sk: "#" }]);
});

it("a file that is not an export is rejected", () => {
  expect(() => exportedItems('{"pk":"WS#acme"}\n')).toThrow();
});
