import fc from "fast-check";
import { expect, it } from "vitest";
import { routes } from "../../../shared/contract/routes.ts";
import { tabs } from "../../../shared/run/verdicts.ts";
import { createInProcessWorld } from "../in-process-world.ts";
import { hub } from "./read-all-pages.ts";
import { writeHistory } from "./run-histories.ts";

const hour = 3600;
const day = 24 * hour;

async function worldWithHistory() {
  const world = await createInProcessWorld();
  const ids = await writeHistory(world, [
    { environmentId: "acme-prod", state: "failed", age: 20 },
    { environmentId: "acme-prod", type: "restore.execute", state: "failed", age: 10 * day },
    { environmentId: "acme-lab", state: "running", age: 200 },
    { environmentId: "acme-prod", state: "succeeded", age: 30 * day - 2 * hour, work: "other" },
    { environmentId: null, state: "succeeded", age: 30 * day - hour },
  ]);
  return { ...world, ids };
}

it.each(["from=2027-01-01T00:00:00Z&to=2020-01-01T00:00:00Z", "from=2026-11-28T00:00:00.001Z&to=2026-11-28T00:00:00Z"])(
  "the run list answers 422 and names from when it is after to: %s",
  async (query) => {
    const world = await worldWithHistory();

    const response = await world.call({ path: hub, query });

    expect(response).toMatchObject({ status: 422, body: { code: "input_invalid", errors: [{ path: "from" }] } });
  },
);

it("a range with equal start and end is empty", async () => {
  const world = await worldWithHistory();
  const query = "from=2026-11-28T00:00:00Z&to=2026-11-28T00:00:00Z";

  expect(await world.call({ path: hub, query })).toMatchObject({ status: 200, body: { items: [], nextCursor: null } });
});

it("a to in the far future is an open end", async () => {
  const world = await worldWithHistory();
  const idsOf = async (query: string) => (await world.call({ path: hub, query })).body.items.map(({ id }: Row) => id);

  expect(await idsOf("to=2099-01-01T00:00:00Z")).toEqual(await idsOf(""));
  expect(await idsOf("")).not.toEqual([]);
});
interface Row {
  readonly id: string;
}

it.each([
  { list: "run", path: hub, as: "operator" },
  { list: "system", path: "/api/system/operations", as: "platform-chief" },
])("the $list list ends when its cursor left the look-back window", async ({ path, as }) => {
  const world = await worldWithHistory();
  // The cursor's position is the oldest run; three hours later that run is outside the look-back window.
  const first = await world.call({ path, as, query: "limit=4" });
  expect(first.body.items.length).toBe(4);

  world.clock.advance(3 * hour);
  const next = await world.call({ path, as, query: `limit=4&cursor=${first.body.nextCursor}` });

  expect(next).toMatchObject({ status: 200, body: { items: [], nextCursor: null } });
});

const odd = fc.oneof(
  fc.string({ maxLength: 90 }),
  fc.constantFrom(
    "",
    "0",
    "-1",
    "1e1",
    "101",
    "99999999999999999999",
    "null",
    "true",
    "{}",
    "#",
    "~",
    "\u0000",
    "..",
    "%",
  ),
);
const instant = fc
  .oneof(
    fc.date({ min: new Date("0000-01-01T00:00:00Z"), max: new Date("9999-12-31T23:59:59Z"), noInvalidDate: true }),
    fc
      .integer({ min: -40 * day, max: 40 * day })
      .map((seconds) => new Date(Date.parse("2026-03-05T09:00:00Z") + seconds * 1000)),
  )
  .map((date) => date.toISOString());

/** Plausible values for the parameters of the contract; any parameter may also get an invalid one. */
const plausible: Readonly<Record<string, fc.Arbitrary<string>>> = {
  from: instant,
  to: instant,
  limit: fc.constantFrom("1", "2", "4", "100"),
  hours: fc.integer({ min: 1, max: 72 }).map(String),
  environmentId: fc.constantFrom("acme-prod", "acme-prod", "acme-lab", "absent"),
  type: fc.constantFrom("policy.sync", "restore.execute", "unheard.of"),
  tab: fc.constantFrom(...tabs),
  view: fc.constantFrom("runs", "failures", "stuck"),
  status: fc.constantFrom("queued", "running", "completed", "unknown"),
  outcome: fc.constantFrom("pending", "failed", "succeeded", "unknown"),
  freshness: fc.constantFrom("fresh_active", "likely_stale", "unknown"),
  reconciled: fc.constantFrom("true", "false"),
  initiator: fc.constantFrom("operator", "system", "stranger"),
};

/** A query for a route: some of its parameters and sometimes an unknown one. */
function queryOf(names: readonly string[]) {
  const parameter = (name: string) =>
    fc.oneof({ weight: 40, arbitrary: plausible[name] ?? odd }, { weight: 1, arbitrary: odd });
  const known = names.map((name) =>
    fc.option(
      parameter(name).map((value) => [name, value] as const),
      { freq: 2, nil: undefined },
    ),
  );
  const stray = fc.tuple(fc.constantFrom("deep", "limit[]", "__proto__", "FROM", "cursor "), odd);
  return fc
    .tuple(...known, fc.oneof({ weight: 20, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: stray }))
    .map((all) => all.filter((one) => one !== undefined).map(([name, value]): [string, string] => [name, value]));
}

const reads = routes.filter(({ method }) => method === "GET");

it.each(reads.map((route) => ({ name: route.name, route })))(
  "$name answers no query string with a server error",
  async ({ route }) => {
    const world = await worldWithHistory();
    const names =
      "shape" in route.query && typeof route.query.shape === "object" ? Object.keys({ ...route.query.shape }) : [];
    const path = pathOf(route.path, world);
    const as = path.startsWith("/api/system/") ? "platform-chief" : "owner";
    await fc.assert(
      fc.asyncProperty(
        queryOf(names.filter((name) => name !== "cursor")),
        fc.constantFrom(0, 3 * hour, 23 * hour),
        async (parameters, later) => {
          let query = new URLSearchParams(parameters).toString();
          let response = await world.call({ path, as, query });
          expect(response.status, query).toBeLessThan(500);
          const cursor: unknown = response.body?.nextCursor;
          if (typeof cursor === "string") {
            world.clock.advance(later);
            query = new URLSearchParams([...parameters, ["cursor", cursor]]).toString();
            response = await world.call({ path, as, query });
            expect(response.status, query).toBeLessThan(500);
            world.clock.advance(-later);
          }
        },
      ),
      { numRuns: names.length === 0 ? 10 : 100 },
    );
  },
);

it.each(reads.filter(({ path }) => path.includes("{")).map((route) => ({ name: route.name, route })))(
  "$name answers no path with a server error",
  async ({ route }) => {
    const world = await worldWithHistory();
    const names = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name);
    const long = fc.constantFrom("a".repeat(2000), "ä".repeat(1000), "A#B", "a/b", "__proto__");
    const values = fc.tuple(...names.map(() => fc.option(fc.oneof(odd, long), { freq: 3, nil: undefined })));
    await fc.assert(
      fc.asyncProperty(values, async (given) => {
        const wrong = names.map((name, at) => [name, given[at]] as const).filter(([, value]) => (value ?? "") !== "");
        const path = pathOf(route.path, world, Object.fromEntries(wrong));
        for (const as of ["owner", "platform-chief"]) {
          expect((await world.call({ path, as })).status, path).toBeLessThan(500);
        }
      }),
      { numRuns: 30 },
    );
  },
);

function pathOf(
  template: string,
  { ids }: { readonly ids: readonly string[] },
  wrong: Readonly<Record<string, string | undefined>> = {},
): string {
  const named: Record<string, string> = {
    ws: "acme",
    env: "acme-prod",
    run: ids[0] ?? "",
    kind: "policies",
    id: "absent",
    user: "operator",
  };
  return template.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(wrong[name] ?? named[name] ?? name));
}
