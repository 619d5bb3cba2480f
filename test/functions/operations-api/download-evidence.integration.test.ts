import { unzipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { verifyFile } from "../../../tools/verify-file.ts";
import { bytesOf, createWorld, type World } from "../world.ts";

const pathOf = (run: string, workspace = "acme") => `/api/workspaces/${workspace}/operations/${run}/evidence-bundle`;
const download = (world: World, run: string, as = "manager", body: object = {}) =>
  world.call({ method: "POST", path: pathOf(run), as, body });
const archiveIn = ({ body }: Awaited<ReturnType<typeof download>>) => Buffer.from(body.content, "base64");
const textIn = (archive: Buffer, path: string) => Buffer.from(unzipSync(archive)[path] ?? []).toString("utf8");
const auditOf = async (world: World) =>
  (await world.call({ path: "/api/workspaces/acme/audit", query: "action=evidence_bundle.downloaded", as: "owner" }))
    .body.items;

/** A run that failed and that a manager acknowledged. */
async function anAcknowledgedProblem(world: World) {
  const run = await world.aRun();
  const failures = [{ code: "provider_unreachable", message: "The provider could not be reached." }];
  await world.runService.finish(run, { outcome: "failed", source: "worker", failures }, "observed");
  const path = `/api/workspaces/acme/operations/${run.id}/actions`;
  await world.call({ method: "POST", path, as: "manager", body: { action: "acknowledge", note: "Known since May." } });
  return run;
}

describe("the evidence of a run", () => {
  it("is verified offline, and its bytes stay equal although each download is audited", async () => {
    const world = await createWorld();
    const { id } = await anAcknowledgedProblem(world);

    const first = await download(world, id);
    world.clock.advance(86_400);
    const second = await download(world, id);

    const { body } = first;
    expect(first.status).toBe(200);
    expect(verifyFile(archiveIn(first))).toMatchObject({
      format: "runtruth.evidence-bundle",
      keyFingerprint: body.keyFingerprint,
      problems: [],
      isDerived: true,
    });
    expect(second.body).toEqual(body);
    expect(await auditOf(world)).toMatchObject([
      { actor: { id: "manager" }, resourceId: id, metadata: { sha256: body.sha256, pii: false } },
      { actor: { id: "manager" }, resourceId: id, metadata: { sha256: body.sha256, pii: false } },
    ]);
    const archive = archiveIn(first);
    expect(JSON.parse(textIn(archive, "verdicts.json"))).toMatchObject([
      { from: null, problemClass: "terminal_follow_up", actionability: { reasonCode: "acknowledged" } },
    ]);
    expect(JSON.parse(textIn(archive, "audit.json"))).toMatchObject({
      entries: [{ action: "operation_run.acknowledged", metadata: { note: "Known since May." } }],
      examinedUntil: null,
    });
  });

  it("states from which instant an active run is overdue", async () => {
    const world = await createWorld();
    const { id, createdAt } = await world.aRun();

    const verdicts = JSON.parse(textIn(archiveIn(await download(world, id)), "verdicts.json"));

    expect(verdicts).toMatchObject([
      { from: null, freshness: "fresh_active", needsAttention: false },
      { freshness: "likely_stale", needsAttention: true },
    ]);
    expect(Date.parse(verdicts[1].from)).toBeGreaterThan(Date.parse(createdAt));
  });

  it("names persons only to those who may see the audit trail", async () => {
    const world = await createWorld();
    const { id } = await anAcknowledgedProblem(world);
    const read = async (as: string, body: object = {}) => {
      const archive = archiveIn(await download(world, id, as, body));
      const whole = Object.values(unzipSync(archive)).map((bytes) => Buffer.from(bytes).toString("utf8"));
      return { archive, whole: whole.join("\n") };
    };

    const numbered = await read("manager");
    const named = await read("manager", { pii: true });
    const { archive, whole } = await read("operator");

    expect(numbered.whole).toContain('"by":"person-');
    expect(numbered.whole).not.toMatch(/"(?:manager|operator)"/);
    expect(named.whole).toContain('"by":"manager"');
    expect(textIn(archive, "audit.json")).toBe("");
    expect(whole).not.toMatch(/"(?:manager|operator)"/);
    expect(verifyFile(archive)).toMatchObject({ problems: [], isDerived: true });
    expect((await download(world, id, "operator", { pii: true })).status).toBe(403);
  });

  it("leaves out secrets, inputs and the tokens of writers", async () => {
    const world = await createWorld();
    const run = await anAcknowledgedProblem(world);

    const facts = textIn(archiveIn(await download(world, run.id, "owner", { pii: true })), "facts.json");

    expect(facts).not.toMatch(/secretName|Token"|"input"|"openKey"|"checkpoint"/);
  });

  it("is refused without diagnostics and hidden from other scopes", async () => {
    const world = await createWorld();
    const { id } = await anAcknowledgedProblem(world);

    expect((await download(world, id, "readonly")).status).toBe(403);
    const hidden = await Promise.all([
      download(world, id, "outsider"),
      download(world, id, "lab-operator"),
      download(world, "absent"),
    ]);

    const [first, ...others] = hidden.map(bytesOf);
    expect(first?.status).toBe(404);
    for (const other of others) expect(other).toEqual(first);
    expect(await auditOf(world)).toEqual([]);
  });
});
