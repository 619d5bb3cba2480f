import { expect, it } from "vitest";
import { membershipItem } from "../../../shared/access/items.ts";
import { createAudit, createAuditRecorder } from "../../../shared/records/audit.ts";
import type { AuditEntry } from "../../../shared/run/audit-entry.ts";
import { connection, createWorld, type World } from "../world.ts";

const path = "/api/workspaces/acme/audit";

function entry(world: World, id: string, environmentId: string | null): AuditEntry {
  world.clock.advance(1);
  return {
    id,
    workspaceId: "acme",
    environmentId,
    actor: { type: "human", id: "operator", label: "operator" },
    action: "operation_run.reconcile_requested",
    resourceType: "operation_run",
    resourceId: `run of ${id}`,
    outcome: "info",
    metadata: {},
    recordedAt: world.clock.now().toISOString(),
  };
}

async function worldWithEntries() {
  const world = await createWorld();
  const audit = createAuditRecorder({ ...world, retentionDays: 90 });
  for (let at = 0; at < 6; at++) await audit.record(entry(world, `p${at}`, at % 3 === 2 ? null : "acme-prod"));
  for (let at = 0; at < 3; at++) await audit.record(entry(world, `l${at}`, "acme-lab"));
  await world.put(membershipItem("acme", "lab-manager", { role: "manager", environments: ["acme-lab"] }));
  return { ...world, audit };
}
const idsOf = (items: readonly { id: string }[]) => items.map(({ id }) => id);

it("the audit list is newest first and in the caller's language", async () => {
  const world = await worldWithEntries();

  const { body } = await world.call({ path, as: "owner" });
  const german = await world.call({ path, as: "owner", headers: { "accept-language": "de" } });

  expect(idsOf(body.items)).toEqual(["l2", "l1", "l0", "p5", "p4", "p3", "p2", "p1", "p0"]);
  expect(german.body.items[0].summary).not.toBe(body.items[0].summary);
  expect(german.body.items[0].action).toBe(body.items[0].action);
});

it("the audit list returns every entry exactly once across pages", async () => {
  const world = await worldWithEntries();
  const ids: string[] = [];
  let cursor: string | null = null;
  do {
    const query: string = `limit=2${cursor === null ? "" : `&cursor=${cursor}`}`;
    const { body } = await world.call({ path, as: "manager", query });
    ids.push(...idsOf(body.items));
    cursor = body.nextCursor;
  } while (cursor !== null);

  expect(ids).toEqual(["l2", "l1", "l0", "p5", "p4", "p3", "p2", "p1", "p0"]);
});

it("the audit list limits a restricted member to entries of their environments", async () => {
  const world = await worldWithEntries();

  const first = await world.call({ path, as: "lab-manager", query: "limit=2" });
  const rest = await world.call({ path, as: "lab-manager", query: `limit=2&cursor=${first.body.nextCursor}` });

  expect(idsOf([...first.body.items, ...rest.body.items])).toEqual(["l2", "l1", "l0"]);
  expect(rest.body.nextCursor).toBeNull();
});

it("the audit list requires an owner or manager and answers outsiders 404", async () => {
  const world = await worldWithEntries();

  for (const as of ["operator", "readonly", "lab-operator"]) expect((await world.call({ path, as })).status).toBe(403);
  for (const as of ["outsider", "former"]) expect((await world.call({ path, as })).status).toBe(404);
  expect((await world.call({ path, as: null })).status).toBe(401);
  const { body } = await world.call({ path, as: "owner", query: "limit=2" });
  expect((await world.call({ path, as: "manager", query: `cursor=${body.nextCursor}` })).body.code).toBe(
    "cursor_invalid",
  );
});

it("an audit entry is added once and never changed", async () => {
  const world = await createWorld();
  const audit = createAuditRecorder({ ...world, retentionDays: 90 });
  const first = entry(world, "one", "acme-prod");
  await audit.record(first);
  await audit.record({ ...first, actor: { type: "system", label: "another actor" } });

  const { entries } = await createAudit(world).list({ workspaceId: "acme", environments: "all", limit: 10 });

  expect(entries).toEqual([first]);
});

it("an audit entry has redacted secrets and truncated metadata", async () => {
  const world = await createWorld();
  const audit = createAuditRecorder({ ...world, retentionDays: 90 });
  const metadata = { password: "hunter2", note: "AKIAIOSFODNN7EXAMPLE", long: "x".repeat(10_000) };
  await audit.record({ ...entry(world, "one", "acme-prod"), metadata });

  const { text } = await world.call({ path, as: "owner" });

  expect(text).not.toMatch(/hunter2|AKIAIOSFODNN7EXAMPLE/);
  expect(text.length).toBeLessThan(4096);
});

it("the audit list filters by action, person, environment and resource", async () => {
  const world = await worldWithEntries();
  const other = {
    ...entry(world, "other", "acme-prod"),
    actor: { type: "human", id: "owner", label: "owner" },
  } as const;
  await world.audit.record({ ...other, action: "operation_run.acknowledged" });
  const found = async (query: string) => idsOf((await world.call({ path, as: "owner", query })).body.items);

  expect(await found("action=operation_run.acknowledged")).toEqual(["other"]);
  expect(await found("actor=owner")).toEqual(["other"]);
  expect(await found("environmentId=acme-lab")).toEqual(["l2", "l1", "l0"]);
  expect(await found("resource=run%20of%20p0&actor=operator")).toEqual(["p0"]);
  expect(await found("resource=run%20of%20p0&actor=owner")).toEqual([]);
  const first = (await world.call({ path, as: "owner", query: "environmentId=acme-lab&limit=2" })).body;
  expect(await found(`environmentId=acme-lab&limit=2&cursor=${first.nextCursor}`)).toEqual(["l0"]);
  expect((await world.call({ path, as: "owner", query: `cursor=${first.nextCursor}` })).body.code).toBe(
    "cursor_invalid",
  );
  expect((await world.call({ path, as: "owner", query: "action=nothing" })).status).toBe(400);
});

it("the audit list says what a person changed, before and after, and why", async () => {
  const world = await worldWithEntries();
  const changes = [
    { field: "isEnabled", from: true, to: false },
    { field: "baseUrl", from: "https://a.example", to: "https://b.example" },
  ];
  const about = { resourceType: "provider_connection", resourceId: "contoso" } as const;
  const written = { ...entry(world, "written", "acme-prod"), ...about, action: "provider_connection.written" } as const;
  await world.audit.record({ ...written, metadata: { isNew: false, changes } });
  await world.audit.record({ ...entry(world, "noted", "acme-prod"), metadata: { note: "seen with the customer" } });

  const [noted, shown] = (await world.call({ path, as: "owner" })).body.items;
  const german = (await world.call({ path, as: "owner", headers: { "accept-language": "de" } })).body.items[1];

  expect(noted).toMatchObject({ note: "seen with the customer", changes: [] });
  expect(shown).toMatchObject({
    summary: "Connection disabled",
    note: null,
    changes: [
      { field: "isEnabled", label: "Enabled", from: "Yes", to: "No" },
      { field: "baseUrl", label: "Base URL", from: "https://a.example", to: "https://b.example" },
    ],
  });
  expect(german.changes[0]).toEqual({ field: "isEnabled", label: "Aktiviert", from: "Ja", to: "Nein" });
});

it("the audit list names what written settings, members and environments replaced", async () => {
  const world = await createWorld();
  const put = async (address: string, body: object) =>
    expect(
      await world.call({ method: "PUT", path: `/api/workspaces/acme/${address}`, as: "owner", body }),
    ).toMatchObject({ status: 200 });
  const address = "environments/acme-prod/records/provider-connections/contoso";
  await put(address, connection);
  await put(address, { ...connection, displayName: "Contoso EU", isEnabled: false });
  await put("members/newcomer", { role: "operator", environments: ["acme-lab", "acme-prod"] });
  await put("members/newcomer", { role: "operator", environments: ["acme-prod"] });
  await put("environments/acme-lab", { name: "Laboratory" });

  const { body } = await world.call({ path, as: "owner" });
  const shown = body.items.map(({ summary, changes }: { summary: string; changes: { label: string }[] }) => ({
    summary,
    changes: changes.map(({ label, from, to }: { label: string; from?: string; to?: string }) => [label, from, to]),
  }));

  expect(shown).toEqual(
    expect.arrayContaining([
      { summary: "Environment renamed", changes: [["Name", expect.any(String), "Laboratory"]] },
      { summary: "Member changed", changes: [["Environments", "acme-lab, acme-prod", "acme-prod"]] },
      { summary: "Member added", changes: [] },
      {
        summary: "Connection disabled",
        changes: [
          ["Name", connection.displayName, "Contoso EU"],
          ["Enabled", "Yes", "No"],
        ],
      },
      { summary: "Connection added", changes: [] },
    ]),
  );
});
