import { expect, it } from "vitest";
import { recordKey } from "../../../shared/ledger/keys.ts";
import type { Run } from "../../../shared/run/run.ts";
import { createInProcessWorld } from "../in-process-world.ts";
import { connection, type World } from "../world.ts";
import { everyRow, hub } from "./read-all-pages.ts";

const contoso = { ...connection, displayName: "Contoso", id: "default" };

async function putConnection(world: World, environmentId: string, given: Record<string, unknown> = {}) {
  const record = { ...contoso, consentStatus: "granted", verificationStatus: "unknown", ...given };
  await world.put({ ...recordKey("acme", environmentId, "provider-connections", record.id), record });
}

/** A run that its worker ended as blocked or failed. */
async function ended(
  world: World,
  {
    type = "policy.sync",
    environmentId = "acme-prod",
    line,
    outcome = "blocked",
    code,
    about,
  }: {
    readonly type?: string;
    readonly environmentId?: string;
    readonly line?: string;
    readonly outcome?: "blocked" | "failed";
    readonly code: string;
    readonly about?: Run["failures"][number]["about"];
  },
): Promise<Run> {
  const run = await world.aRun({ type, environmentId, ...(line !== undefined && { line }) });
  const { workspaceId } = run;
  const claimed = await world.runService.claim(
    { runId: run.id, type, workspaceId, environmentId, queue: "", version: 1 },
    { messageId: "message", receiveCount: 1, claimToken: "token", remainingSeconds: 600 },
  );
  if (claimed.outcome === "refused") throw new Error("the run was not claimed");
  const failures = [{ code, message: "detail", ...(about && { about }) }];
  const written = await world.runService.finish(
    claimed.run,
    { source: "worker", outcome, reasonCode: code, failures },
    "attempt",
  );
  if (written.outcome === "refused") throw new Error("the run was not ended");
  return written.run;
}

const causes = async (world: World, query = "", as = "owner") =>
  (await world.call({ path: `${hub}/causes`, query, as })).body;
const shown = async (world: World, { id }: Run, as = "owner") => (await world.call({ path: `${hub}/${id}`, as })).body;

it("everything that one connection blocks is one cause with its name", async () => {
  const world = await createInProcessWorld();
  await putConnection(world, "acme-prod");
  await putConnection(world, "acme-lab", { displayName: "Fabrikam" });
  const blocked = { code: "provider_consent_missing" };
  for (const type of ["policy.sync", "policy.sync", "tenant.evidence.snapshot.generate"]) {
    await ended(world, { ...blocked, type });
  }
  await ended(world, { ...blocked, environmentId: "acme-lab" });

  const { groups, causeCount, total } = await causes(world);
  expect(
    groups.map(({ text, count, runs, environments }: (typeof groups)[number]) => [
      text,
      [count.value, runs.value],
      environments,
    ]),
  ).toEqual([
    [
      'Connection "Contoso": Provider consent is missing. Grant it, then check the connection again.',
      [2, 3],
      [{ id: "acme-prod", name: "Acme production" }],
    ],
    [
      'Connection "Fabrikam": Provider consent is missing. Grant it, then check the connection again.',
      [1, 1],
      [{ id: "acme-lab", name: "Acme lab" }],
    ],
  ]);
  expect([causeCount.value, total.value]).toEqual([2, 3]);
  expect((await causes(world, "", "lab-operator")).groups).toHaveLength(1);
  expect((await everyRow(world, groups[0].count.list)).map(({ reason }) => reason?.text)).toEqual(
    Array(2).fill(groups[0].text),
  );
});

it("a disabled connection names who disabled it, when, and what it blocks", async () => {
  const world = await createInProcessWorld();
  const path = "/api/workspaces/acme/environments/acme-prod/records/provider-connections/default";
  const write = (isEnabled: boolean, as: string) => {
    const { id: _, ...settings } = contoso;
    return world.call({ method: "PUT", path, as, body: { ...settings, isEnabled } });
  };
  await write(true, "manager");
  world.clock.advance(60);
  await write(false, "owner");
  const at = world.clock.now().toISOString();
  const runs = [];
  for (const line of ["one", "two"]) {
    runs.push(await ended(world, { code: "provider_connection_disabled", line }));
  }

  const [run] = runs;
  const answer = await shown(world, run as Run);
  expect(answer.cause).toEqual({
    text: 'Connection "Contoso" was disabled by owner',
    at,
    related: { type: "provider_connection", id: "default" },
    remedy: {
      kind: "enable_and_check",
      label: "Enable and check",
      consequence: "Enables the connection and starts a check of it. New runs use the connection again.",
    },
  });
  expect(answer.reason).toEqual({ text: answer.cause.text, at });
  expect(answer.nextAction).toMatchObject({ kind: "open_provider_connection", who: null });
  const { groups, causeCount, calm } = await causes(world);
  expect(groups).toMatchObject([{ text: answer.cause.text, at, isOpen: false, count: { value: 2 } }]);
  expect([causeCount.value, calm]).toEqual([0, expect.stringContaining("No open issues")]);

  await write(true, "manager");
  expect((await shown(world, run as Run)).cause).toMatchObject({
    text: 'Connection "Contoso" was disabled when the run started',
    at: null,
    remedy: { kind: "check" },
  });
  expect(await causes(world)).toMatchObject({ groups: [{ isOpen: true }], causeCount: { value: 1 } });
});

it("a remedy is offered to those who may take it", async () => {
  const world = await createInProcessWorld();
  await putConnection(world, "acme-prod", { isEnabled: false });
  const run = await ended(world, { code: "provider_connection_disabled" });
  const offered = async () =>
    Promise.all(
      ["manager", "operator", "readonly"].map(async (as) => {
        const { cause, nextAction } = await shown(world, run, as);
        return [cause.remedy?.kind, nextAction.who];
      }),
    );
  const managers = "A manager or owner can change the connection.";
  expect(await offered()).toEqual([
    ["enable_and_check", null],
    [undefined, managers],
    [undefined, managers],
  ]);

  await putConnection(world, "acme-prod", { isEnabled: true });
  expect(await offered()).toEqual([
    ["check", null],
    ["check", managers],
    [undefined, managers],
  ]);

  world.clock.advance(600);
  const lastHealthCheckAt = world.clock.now().toISOString();
  await putConnection(world, "acme-prod", { isEnabled: true, verificationStatus: "healthy", lastHealthCheckAt });
  expect((await offered()).map(([kind]) => kind)).toEqual([undefined, undefined, undefined]);
});

it("work that a disabled connection blocked is repeated once the connection is in order", async () => {
  const world = await createInProcessWorld();
  await putConnection(world, "acme-prod", { isEnabled: false });
  const run = await ended(world, { code: "provider_connection_disabled" });
  // Checked in the same minute: enabling it removed the cause, whichever clock is ahead.
  const lastHealthCheckAt = world.clock.now().toISOString();
  await putConnection(world, "acme-prod", { isEnabled: true, verificationStatus: "healthy", lastHealthCheckAt });

  expect(await shown(world, run)).toMatchObject({ nextAction: { kind: "run_again" }, cause: { remedy: null } });
});

it("a wrong address shows its host and HTTP status", async () => {
  const world = await createInProcessWorld();
  await putConnection(world, "acme-prod");
  const run = await ended(world, { code: "provider_not_found", about: { status: 404 } });

  expect((await shown(world, run)).reason.text).toBe(
    'Connection "Contoso": The requested address does not exist at the provider. Check the API version in the base URL of the connection. (provider.example answered HTTP 404)',
  );
});

it("a check that failed on a wrong address names the host that answered", async () => {
  const world = await createInProcessWorld();
  await putConnection(world, "acme-prod");
  const run = await ended(world, { outcome: "failed", code: "provider_not_found", about: { status: 404 } });

  expect((await shown(world, run)).cause.text).toContain("(provider.example answered HTTP 404)");
  expect((await shown(world, run, "readonly")).cause.text).toContain("HTTP 404");
});

it("a next step names who can take it when the reader cannot", async () => {
  const world = await createInProcessWorld();
  await putConnection(world, "acme-prod");
  const run = await ended(world, { code: "provider_consent_missing" });

  expect((await shown(world, run, "manager")).nextAction.who).toBeNull();
  expect((await shown(world, run, "operator")).nextAction).toMatchObject({
    kind: "open_provider_connection",
    who: "A manager or owner can change the connection.",
  });
});

it("different failures of one operation are different causes", async () => {
  const world = await createInProcessWorld();
  await putConnection(world, "acme-prod");
  await ended(world, { outcome: "failed", code: "run.handler_failed" });
  await ended(world, { outcome: "failed", code: "run.handler_failed", environmentId: "acme-lab" });
  await ended(world, { outcome: "failed", code: "run.handover_limit", type: "tenant.evidence.snapshot.generate" });

  const { groups } = await causes(world);
  expect(groups.map(({ count, text }: (typeof groups)[number]) => [count.value, text])).toEqual([
    [2, "The work stopped with an error"],
    [1, "The run exceeded its continuation limit"],
  ]);
});
