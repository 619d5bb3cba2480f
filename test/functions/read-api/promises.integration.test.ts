import { describe, expect, it } from "vitest";
import { sumOf } from "../../../bench/meter.ts";
import { createReader } from "../../../bench/read-models.ts";
import { environmentItem } from "../../../shared/access/items.ts";
import { createEnvironmentProofs } from "../../../shared/records/environment-proofs.ts";
import { createInProcessWorld } from "../in-process-world.ts";
import { anEndedRun } from "../notifications-world.ts";
import type { World } from "../world.ts";

const path = "/api/workspaces/acme/promises";
const daily = { name: "Daily backup", proof: "backup", withinSeconds: 86_400, environments: "all" };

const create = (world: World, body: object = daily, as = "manager") => world.call({ method: "POST", path, as, body });
const matrix = async (world: World, { query = "", as = "readonly" } = {}) =>
  (await world.call({ path: `${path}/matrix`, as, query })).body;
const statesOf = ({ rows }: { rows: { environment: { id: string }; cells: { key: string }[] }[] }) =>
  rows.map(({ environment, cells }) => [environment.id, ...cells.map(({ key }) => key)]);
const prove = (world: World, environmentId: string, secondsAgo = 0) =>
  createEnvironmentProofs(world).record("acme", environmentId, "backup", {
    runId: "backup-run",
    asOf: new Date(world.clock.now().getTime() - secondsAgo * 1000).toISOString(),
  });

describe("the promise matrix", () => {
  it("turns from kept to broken by time alone, worst first", async () => {
    const world = await createInProcessWorld();
    expect((await create(world)).status).toBe(200);
    await prove(world, "acme-prod");
    await prove(world, "acme-lab", 3600);
    expect(statesOf(await matrix(world))).toEqual([
      ["acme-lab", "kept"],
      ["acme-prod", "kept"],
    ]);
    expect((await matrix(world)).headline).toBe("All 2 promises are kept.");

    world.clock.advance(86_400 - 1800);

    const late = await matrix(world);
    expect(statesOf(late)).toEqual([
      ["acme-lab", "broken"],
      ["acme-prod", "due_soon"],
    ]);
    expect(late).toMatchObject({
      headline: "1 promise is broken. 1 promise is due soon.",
      counts: { broken: { value: 1, capped: false }, due_soon: { value: 1, capped: false } },
      polling: { intervalSeconds: 60 },
    });
    expect(late.rows[0].cells[0]).toMatchObject({
      text: "Backup proven 24 h ago, promised within 24 h: broken for 30 min.",
      provenBy: "backup-run",
      why: [{ kind: "nothing_scheduled" }],
    });
    const filtered = await matrix(world, { query: "state=broken" });
    expect(statesOf(filtered)).toEqual([["acme-lab", "broken"]]);
    expect(statesOf(await matrix(world, { query: "environmentId=acme-prod" }))).toEqual([["acme-prod", "due_soon"]]);
  });

  it("names the newest open problem of the work that would prove it", async () => {
    const world = await createInProcessWorld();
    await create(world, { ...daily, environments: ["acme-prod"], effectiveFrom: "2026-01-01T00:00:00.000Z" });
    const end = { outcome: "failed", source: "worker", reasonCode: "run.handler_failed" } as const;
    await anEndedRun(world, { type: "policy.sync" }, end);
    const failed = await anEndedRun(world, { type: "backup.schedule.execute" }, end);

    const { rows } = await matrix(world);

    expect(rows[0].cells[0].why).toMatchObject([
      { kind: "open_problem", runId: failed.id },
      { kind: "nothing_scheduled" },
    ]);
  });

  it("needs four reads, and six once a promise is broken", async () => {
    for (const environments of [10, 1000]) {
      const world = await createInProcessWorld();
      const ids = Array.from({ length: environments }, (_, n) => `env-${n}`);
      for (const id of [...ids, "acme-prod", "acme-lab"]) {
        await world.put(environmentItem("acme", id, { name: id }));
        await prove(world, id);
      }
      await create(world);
      const read = createReader(world, world.clock);
      const costOf = async () => {
        const { billed } = await read({ path: `${path}/matrix`, query: "" }, "");
        return { calls: billed.length, units: sumOf(billed, "read") };
      };
      const calm = await costOf();
      world.clock.advance(90_000);
      const broken = await costOf();

      expect([calm.calls, broken.calls]).toEqual([4, 6]);
      expect(Math.max(calm.units, broken.units)).toBeLessThan(5 + environments * 0.075);
    }
  });

  it("shows a restricted member their own environments only", async () => {
    const world = await createInProcessWorld();
    await create(world, {
      ...daily,
      environments: ["acme-lab", "acme-prod"],
      effectiveFrom: "2026-01-01T00:00:00.000Z",
    });

    const seen = await matrix(world, { as: "lab-operator" });

    expect(statesOf(seen)).toEqual([["acme-lab", "broken"]]);
    expect(seen).toMatchObject({ counts: { broken: { value: 1 } }, promises: [{ environments: ["acme-lab"] }] });
    expect(JSON.stringify(seen)).not.toContain("acme-prod");
  });

  it("names no schedule of the workspace to a restricted member", async () => {
    const world = await createInProcessWorld();
    await create(world, { ...daily, effectiveFrom: "2026-01-01T00:00:00.000Z" });
    const body = {
      ...{ name: "Secret customers", type: "backup.schedule.execute", input: { backupScheduleId: "nightly" } },
      rule: { cron: "0 2 * * *", timezone: "Europe/Berlin" },
      wave: { targets: { all: true } },
    };
    const schedules = "/api/workspaces/acme/schedules";
    const { status, body: schedule } = await world.call({ method: "POST", path: schedules, as: "manager", body });
    expect(status).toBe(201);
    const whyOf = async (as: string) =>
      (await matrix(world, { as, query: "environmentId=acme-lab" })).rows[0].cells[0].why;

    expect(await whyOf("manager")).toMatchObject([{ kind: "scheduled", scheduleId: schedule.id }]);
    expect(await whyOf("lab-operator")).toEqual([
      {
        ...{ kind: "scheduled", text: "A schedule of the whole workspace starts next." },
        ...{ runId: null, scheduleId: null, at: expect.any(String) },
      },
    ]);
    expect((await world.call({ path: `${schedules}/${schedule.id}`, as: "lab-operator" })).status).toBe(404);
  });

  it("promises nothing of an archived environment", async () => {
    const world = await createInProcessWorld();
    await create(world);
    await world.call({ method: "POST", path: "/api/workspaces/acme/environments/acme-lab/archive", as: "owner" });

    expect(statesOf(await matrix(world))).toEqual([["acme-prod", "unknown"]]);
  });

  it("starts the time of a new environment at its creation", async () => {
    const world = await createInProcessWorld();
    await create(world, { ...daily, environments: "all", effectiveFrom: "2026-01-01T00:00:00.000Z" });
    const body = { name: "New" };
    await world.call({ method: "PUT", path: "/api/workspaces/acme/environments/acme-new", as: "owner", body });

    const { rows } = await matrix(world, { query: "environmentId=acme-new" });

    expect(rows[0].cells[0]).toMatchObject({ key: "unknown", reason: "never_proven_yet" });
  });
});

describe("a broken promise", () => {
  it("forbids every calm word and is counted like its list", async () => {
    const world = await createInProcessWorld();
    const surfaces = ["overview", "inbox", "operations/causes", "environments/acme-lab/dashboard"];
    const read = (surface: string) => world.call({ path: `/api/workspaces/acme/${surface}`, as: "readonly" });
    await create(world, { ...daily, effectiveFrom: "2026-01-01T00:00:00.000Z" });
    await prove(world, "acme-prod");
    await prove(world, "acme-lab", 90_000);

    for (const surface of surfaces) {
      const { body } = await read(surface);
      const list = new URLSearchParams(body.promises.count.list).toString();
      const shown = await matrix(world, { query: list });
      expect([surface, body.promises.count.value]).toEqual([surface, shown.rows.length]);
      expect(body).toMatchObject({
        promises: { cause: "promise_broken", items: [{ promise: "Daily backup", environment: "Acme lab" }] },
        polling: { intervalSeconds: 60 },
      });
      if ("calm" in body) expect(body.calm).toBeNull();
      if ("headline" in body) {
        expect(body).toMatchObject({ headline: "1 promise is broken.", state: { tone: "danger" } });
      }
    }
    expect((await read("operations/summary")).body.calm).toBeNull();
    const { body: overview } = await read("overview");
    expect(overview.environments).toMatchObject([{ id: "acme-lab", state: { tone: "danger" } }, { id: "acme-prod" }]);
    expect(overview.environments[1].state.tone).not.toBe("danger");
  });
});
