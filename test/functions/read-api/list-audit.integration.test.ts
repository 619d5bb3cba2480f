import { expect, it } from "vitest";
import { membershipItem } from "../../../shared/access/items.ts";
import { createAudit, createAuditRecorder } from "../../../shared/records/audit.ts";
import type { AuditEntry } from "../../../shared/run/audit-entry.ts";
import { createWorld, type World } from "../world.ts";

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
