import { expect, it } from "vitest";
import * as z from "zod";
import { groupIdAt } from "../../local/provider/graph/groups.ts";
import { askedProvider, bodyOf, valuesOf } from "./asked-provider.ts";

const list = "deviceCompliancePolicies";
const known = `${list}/fd6ec899-5f0c-5f1b-8721-e5ae5a35bd5f`;
const block = { actionType: "block", gracePeriodHours: 8 };
const rules = (...configurations: readonly object[]) => [{ scheduledActionConfigurations: configurations }];
const expanded = "$expand=scheduledActionsForRule($expand=scheduledActionConfigurations)";

it.each([
  { query: "", shown: undefined },
  { query: "?$expand=assignments", shown: undefined },
  { query: "?$expand=scheduledActionsForRule", shown: [{ ruleName: null }] },
  {
    query: `?${expanded}`,
    shown: [{ ruleName: null, scheduledActionConfigurations: [expect.objectContaining({ actionType: "block" })] }],
  },
])("sample provider answers actions of $query as far as they are expanded", async ({ query, shown }) => {
  const { graph } = await askedProvider();

  expect(bodyOf(await graph("GET", `${known}${query}`)).scheduledActionsForRule).toEqual(shown);
});

it.each([
  { what: "no actions", given: {} },
  { what: "no action that blocks", given: { scheduledActionsForRule: rules({ actionType: "retire" }) } },
  { what: "two that block", given: { scheduledActionsForRule: rules(block, block) } },
])("sample provider refuses a compliance policy with $what", async ({ given }) => {
  const { graph } = await askedProvider();

  expect(await graph("POST", list, { displayName: "New", ...given })).toMatchObject({
    status: 400,
    body: { error: { message: "Compliance policy must have one and only one block scheduled action." } },
  });
});

it("sample provider changes actions only at their own request", async () => {
  const { graph } = await askedProvider();
  const before = bodyOf(await graph("GET", `${known}?${expanded}`)).scheduledActionsForRule;

  await graph("PATCH", known, { description: "new", scheduledActionsForRule: rules(block) });
  expect(bodyOf(await graph("GET", `${known}?${expanded}`)).scheduledActionsForRule).toEqual(before);

  const scheduled = { deviceComplianceScheduledActionForRules: rules(block) };
  expect(await graph("POST", `${known}/scheduleActionsForRules`, scheduled)).toEqual({ status: 204 });
  expect(bodyOf(await graph("GET", `${known}?${expanded}`)).scheduledActionsForRule).toMatchObject(rules(block));
});

const catalog = "configurationPolicies";
const catalogPolicy = async (graph: Awaited<ReturnType<typeof askedProvider>>["graph"]) => {
  const [first] = valuesOf(await graph("GET", `${catalog}?$expand=settings`));
  return `${catalog}/${first?.id}`;
};

it("sample provider shows settings only when they are expanded", async () => {
  const { graph } = await askedProvider();
  const at = await catalogPolicy(graph);

  expect(bodyOf(await graph("GET", at))).not.toHaveProperty("settings");
  expect(bodyOf(await graph("GET", `${at}?$expand=settings`)).settings).not.toEqual([]);
});

it("sample provider refuses to patch settings and replaces them with the policy", async () => {
  const { graph } = await askedProvider();
  const at = await catalogPolicy(graph);

  expect(await graph("PATCH", at, { settings: [] })).toMatchObject({ status: 400 });
  expect(await graph("PUT", at, { name: "Replaced", settings: [] })).toMatchObject({ status: 200 });
});

it("sample provider gives at most 25 settings-catalog policies a page", async () => {
  const { graph, control } = await askedProvider();
  const many = Array.from({ length: 30 }, (_, at) => ({ id: `policy-${String(at).padStart(2, "0")}`, settings: [] }));
  await control("PUT", "/_world", { [catalog]: many });

  expect(valuesOf(await graph("GET", `${catalog}?$top=100`))).toHaveLength(25);
  await control("POST", "/_world", { pageSize: 4 });
  expect(valuesOf(await graph("GET", catalog))).toHaveLength(4);
});

it("sample provider refuses the write beyond its budget until the window has passed", async () => {
  const { graph, control, clock } = await askedProvider();
  const write = async (count: number) => {
    const statuses = [];
    for (let at = 0; at < count; at++) statuses.push((await graph("PATCH", known, { description: `${at}` }))?.status);
    return statuses.filter((status) => status === 429).length;
  };

  expect(await write(101)).toBe(1);
  expect(await graph("GET", known)).toMatchObject({ status: 200 });
  clock.advance(20);
  expect(await write(100)).toBe(0);
  await control("POST", "/_budgets", { isLimited: false });
  expect(await write(100)).toBe(0);
  await control("POST", "/_budgets", { isLimited: true, intune: { requests: 3 } });
  expect(await graph("GET", known)).toMatchObject({ status: 429 });
});

it("sample provider counts calls by method, path and status", async () => {
  const { graph, control } = await askedProvider();
  await control("DELETE", "/_calls");
  await control("POST", "/_faults", { match: `GET /beta/deviceManagement/${list}`, status: 0 });
  for (const path of [list, known, known, `${list}/none`]) await graph("GET", path);

  const base = "/beta/deviceManagement";
  expect(bodyOf(await control("GET", "/_calls")).calls).toEqual([
    { method: "GET", path: `${base}/${list}`, status: 0, count: 1 },
    { method: "GET", path: `${base}/${known}`, status: 200, count: 2 },
    { method: "GET", path: `${base}/${list}/none`, status: 404, count: 1 },
  ]);
});

it.each([
  { effect: "before", isChanged: false },
  { effect: "after", isChanged: true },
])(
  "sample provider changes a policy when a fault comes $effect its effect: $isChanged",
  async ({ effect, isChanged }) => {
    const { graph, control } = await askedProvider();
    await control("POST", "/_faults", { match: "PATCH", status: 503, effect });

    expect(await graph("PATCH", known, { description: "new" })).toMatchObject({ status: 503 });
    expect(bodyOf(await graph("GET", known)).description === "new").toBe(isChanged);
  },
);

it.each([
  { fields: { status: 429, retryAfter: "2.128" }, headers: { "retry-after": "2.128" } },
  { fields: { status: 429, retryAfterSeconds: 7 }, headers: { "retry-after": "7" } },
  { fields: { status: 429, retryAfter: null }, headers: {} },
])("sample provider sends the pause of $fields", async ({ fields, headers }) => {
  const { graph, control } = await askedProvider();
  await control("POST", "/_faults", { match: known, ...fields });

  expect((await graph("GET", known))?.headers ?? {}).toEqual(headers);
});

it("sample provider deforms its own answers", async () => {
  const { graph, control } = await askedProvider();
  const whole = JSON.stringify((await graph("GET", known))?.body);
  for (const body of ["truncated", "html", "loop"]) {
    await control("POST", "/_faults", { match: `GET /beta/deviceManagement/${list}`, body });
  }

  const cut = await graph("GET", known);
  expect(whole.startsWith(cut?.text ?? "none")).toBe(true);
  expect(() => JSON.parse(cut?.text ?? "{}")).toThrow();
  expect(await graph("GET", list)).toMatchObject({ status: 200, headers: { "content-type": "text/html" } });
  const endless = bodyOf(await graph("GET", list));
  expect(endless["@odata.nextLink"]).toBe(`http://provider.test/beta/deviceManagement/${list}`);
  expect(endless.value).toHaveLength(4);
});

it("sample provider changes its world past its interface", async () => {
  const { graph, control } = await askedProvider();
  const place = { collection: list, id: "fd6ec899-5f0c-5f1b-8721-e5ae5a35bd5f" };
  const policy = async (at = known) => bodyOf(await graph("GET", `${at}?$expand=assignments`));
  const before = await policy();

  await control("POST", "/_world", { edit: { ...place, set: { rtpEnabled: null, osMinimumVersion: "11" } } });
  expect(await policy()).toMatchObject({ osMinimumVersion: "11" });
  expect(await policy()).not.toHaveProperty("rtpEnabled");
  await control("POST", "/_world", { reorder: true, addDefaultProperty: { name: "newSwitch", value: false } });
  const { assignments, newSwitch } = await policy();
  expect(assignments).toEqual(z.array(z.unknown()).parse(before.assignments).toReversed());
  expect(newSwitch).toBe(false);
  const { id } = bodyOf(await control("POST", "/_world", { recreate: place }));
  expect(await graph("GET", known)).toMatchObject({ status: 404 });
  expect(await policy(`${list}/${id}`)).toMatchObject({ displayName: before.displayName });
});

it("sample provider removes a group and a licence, and reads behind its writes", async () => {
  const { graph, control, clock } = await askedProvider();
  await control("POST", "/_world", { removeGroup: groupIdAt(1), licence: false, readLagMillis: 10_000 });

  expect(await control("GET", "/_directory")).toMatchObject({ body: { groups: 9999, isPimLicensed: false } });
  await graph("PATCH", known, { description: "new" });
  expect(bodyOf(await graph("GET", known)).description).not.toBe("new");
  clock.advance(10);
  expect(bodyOf(await graph("GET", known)).description).toBe("new");
});

it.each([
  { path: "/_world", body: { edit: {} } },
  { path: "/_world", body: { readLagMillis: "long" } },
  { path: "/_budgets", body: { intune: { writes: 0 } } },
  { path: "/_faults", body: { match: "x" } },
  { path: "/_faults", body: { match: "x", status: 200 } },
])("sample provider names the shape of $path for $body", async ({ path, body }) => {
  const { control } = await askedProvider();

  expect(await control("POST", path, body)).toMatchObject({
    status: 400,
    body: { error: expect.stringContaining("{") },
  });
});

it("sample provider keeps the state of each tenant apart", async () => {
  const { graph, clientOf, control } = await askedProvider();
  const branch = await clientOf("/branch");
  const filtersOf = async (asked: typeof graph) => valuesOf(await asked("GET", "assignmentFilters"));

  await branch("PATCH", known, { description: "of the branch" });
  await control("POST", "/branch/_grants", { roles: [] });
  await control("POST", "/branch/_faults", { match: "assignmentFilters", status: 503 });

  expect(bodyOf(await branch("GET", known)).description).toBe("of the branch");
  expect(bodyOf(await graph("GET", known)).description).not.toBe("of the branch");
  expect(bodyOf(await control("GET", "/_grants")).roles).not.toEqual([]);
  expect((await branch("GET", "assignmentFilters"))?.status).toBe(503);
  const [own, others] = [await filtersOf(graph), await filtersOf(branch)];
  expect(others.map(({ displayName }) => displayName)).toEqual(own.map(({ displayName }) => displayName));
  expect(others.map(({ id }) => id).filter((id) => own.some((filter) => filter.id === id))).toEqual([]);
});
