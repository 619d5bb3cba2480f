import { expect, it } from "vitest";
import { baselineWorld, openOf, profileId } from "../../operations/baselines/baseline-world.ts";
import { type PolicyWorld, seededPolicies } from "../../operations/baselines/seeded-policies.ts";
import { createWorld } from "../world.ts";

const records = "/api/workspaces/acme/environments/acme-prod/records";
const reason = "Agreed with the customer.";
const secondsPerDay = 86_400;

const described = (text: string) => (world: PolicyWorld) => ({
  ...world,
  deviceConfigurations: (world.deviceConfigurations ?? []).map((policy, at) =>
    at === 0 ? { ...policy, description: text } : policy,
  ),
});

/** A captured environment with one open finding, and the API over the same table. */
async function aFinding() {
  const world = await baselineWorld(seededPolicies(2));
  await world.sync();
  await world.capture();
  await world.change(described("first change"));
  const [finding] = openOf((await world.compare()).findings);
  if (finding === undefined) throw new Error("there is no finding");
  const api = await createWorld({ table: world });
  const decide = (body: object, as = "operator", id = finding.id) => {
    api.clock.set(world.clock.now());
    return api.call({ method: "POST", path: `${records}/drift-findings/${id}/decisions`, as, body });
  };
  const inDays = (days: number) => new Date(world.clock.now().getTime() + days * secondsPerDay * 1000).toISOString();
  return {
    ...world,
    api,
    finding,
    decide,
    inDays,
    accept: (days = 30) => decide({ decision: "accept", reason, until: inDays(days) }),
  };
}

it("accepting a finding holds until the accepted value changes", async () => {
  const { accept, compare, change, api, finding } = await aFinding();

  expect(await accept()).toMatchObject({
    status: 200,
    body: { status: "accepted", state: { label: "Accepted" }, acceptance: { byUserId: "operator", reason } },
  });
  const held = await compare();
  expect(held.findings).toMatchObject([{ status: "accepted" }]);
  expect(held.comparison).toMatchObject({ findings: 0, accepted: 1 });

  await change(described("second change"));

  const { findings, result } = await compare();
  expect(findings).toMatchObject([{ id: finding.id, status: "open", reopened: "accepted_value_changed" }]);
  expect(findings[0]?.acceptance).toBeUndefined();
  expect(result).toMatchObject({ outcome: "succeeded", summaryCounts: { findings: 1 } });
  const { body } = await api.call({ path: "/api/workspaces/acme/audit", as: "owner" });
  expect(body.items).toContainEqual(
    expect.objectContaining({ action: "drift_finding.decided", resourceId: finding.id }),
  );
});

it("accepting a finding ends at its date", async () => {
  const { accept, compare, clock, api, finding } = await aFinding();
  await accept(1);
  clock.advance(secondsPerDay + 1);
  api.clock.set(clock.now());

  const shown = await api.call({ path: `${records}/drift-findings/${finding.id}`, as: "readonly" });
  expect(shown.body).toMatchObject({ state: { label: "Deviates" }, decisions: [{ decision: "accept", reason }] });
  expect((await compare()).findings).toMatchObject([{ status: "open", reopened: "acceptance_expired" }]);
});

it("revoking an acceptance opens the finding and keeps every decision", async () => {
  const { accept, decide, api, finding } = await aFinding();
  await accept();

  expect(await decide({ decision: "revoke", reason })).toMatchObject({
    status: 200,
    body: { status: "open", reopened: "acceptance_revoked" },
  });

  const { body } = await api.call({ path: `${records}/drift-findings/${finding.id}`, as: "readonly" });
  expect(body.decisions).toMatchObject([{ decision: "revoke" }, { decision: "accept" }]);
});

it("deciding rejects what the finding does not allow", async () => {
  const { accept, decide, inDays } = await aFinding();

  expect((await decide({ decision: "revoke", reason })).body).toMatchObject({ code: "action_not_available" });
  for (const until of [inDays(0), inDays(-1), inDays(366)]) {
    const { status, body } = await decide({ decision: "accept", reason, until });
    expect({ status, code: body.code, path: body.errors?.[0]?.path }).toEqual({
      status: 422,
      code: "input_invalid",
      path: "until",
    });
  }
  await accept();
  expect((await accept()).status).toBe(409);
});

it("deciding requires its capability and hides other findings behind 404", async () => {
  const { decide, inDays, finding } = await aFinding();
  const body = { decision: "accept", reason, until: inDays(1) };

  expect((await decide(body, "readonly")).status).toBe(403);
  for (const [as, id] of [
    ["outsider", finding.id],
    ["lab-operator", finding.id],
    ["owner", "absent"],
    ["owner", "not%20an id"],
  ] as const) {
    expect((await decide(body, as, id)).status, `${as} ${id}`).toBe(404);
  }
});

it("a profile is made for the environment of its path and changed there only", async () => {
  const api = await createWorld();
  const put = (environment: string, body: object, as = "manager") =>
    api.call({
      method: "PUT",
      path: `/api/workspaces/acme/environments/${environment}/records/baseline-profiles/windows`,
      as,
      body,
    });

  expect(await put("acme-prod", { name: "Windows" })).toMatchObject({
    status: 200,
    body: { id: "windows", selection: "all", sourceEnvironmentId: "acme-prod", state: { label: "Not captured yet" } },
  });
  expect(await put("acme-prod", { name: "Windows 11", policyIds: ["b", "a", "a"] })).toMatchObject({
    status: 200,
    body: { name: "Windows 11", selection: ["a", "b"] },
  });
  expect(await put("acme-lab", { name: "Windows" })).toMatchObject({ status: 422, body: { code: "input_invalid" } });
  expect((await put("acme-prod", { name: "Windows" }, "operator")).status).toBe(403);
  const { body } = await api.call({
    path: "/api/workspaces/acme/environments/acme-lab/records/baseline-profiles",
    as: "readonly",
  });
  expect(body.items).toMatchObject([{ id: "windows", name: "Windows 11" }]);
});

it("captured baselines are listed with their policies and profiles", async () => {
  const world = await baselineWorld(seededPolicies(2));
  await world.sync();
  const { related } = await world.capture();
  const api = await createWorld({ table: world });

  const shown = await api.call({ path: `${records}/baseline-snapshots/${related?.id}`, as: "readonly" });
  expect(shown).toMatchObject({ status: 200, body: { itemCount: 6, baselineProfileId: profileId } });
  expect(shown.body.items).toHaveLength(6);
  expect(shown.text).not.toContain('"body"');
});
