import { expect, it } from "vitest";
import { recordKey } from "../../../shared/ledger/keys.ts";
import { environmentCalmOf, workspaceCalmOf } from "../../../shared/presenter/environment-words.ts";
import { createInProcessWorld } from "../in-process-world.ts";
import { connection, type World } from "../world.ts";
import { writeHistory } from "./run-histories.ts";

const workspace = "/api/workspaces/acme";
const environments = ["acme-lab", "acme-prod"] as const;

const healthy = { consentStatus: "granted", verificationStatus: "healthy" };
const unchecked = { consentStatus: "unknown", verificationStatus: "unknown" };

interface Known {
  readonly hasRuns?: boolean;
  readonly connections?: readonly Readonly<Record<string, unknown>>[];
}

/** Acme with the same runs and connections in both environments. */
async function worldOf({ hasRuns = true, connections = [healthy] }: Known): Promise<World> {
  const world = await createInProcessWorld();
  for (const environmentId of environments) {
    if (hasRuns) await writeHistory(world, [{ environmentId, state: "succeeded", age: 4_000_000 }]);
    for (const [at, one] of connections.entries()) {
      const record = { ...connection, displayName: `Contoso ${at}`, id: `c${at}`, isEnabled: true, ...one };
      await world.put({ ...recordKey("acme", environmentId, "provider-connections", record.id), record });
    }
  }
  return world;
}

async function readSurfaces(world: World, language: string) {
  const headers = { "accept-language": language };
  const overview = (await world.call({ path: `${workspace}/overview`, as: "owner", headers })).body;
  const dashboard = (await world.call({ path: `${workspace}/environments/acme-lab/dashboard`, as: "owner", headers }))
    .body;
  expect(overview.environments.map(({ state }: { state: unknown }) => state)).toEqual([
    dashboard.state,
    dashboard.state,
  ]);
  return { overview, dashboard };
}

it.each<[string, Known, string, string, string, string?]>([
  [
    "never ran",
    { hasRuns: false },
    "No runs yet",
    "No open issues. No runs yet.",
    "Keine offenen Punkte. Noch keine Vorgänge.",
  ],
  [
    "has no connection",
    { connections: [] },
    "No connection",
    "No open issues. No provider connection is set up.",
    "Keine offenen Punkte. Es ist keine Anbieterverbindung eingerichtet.",
  ],
  [
    "never ran and has no checked connection",
    { hasRuns: false, connections: [unchecked] },
    "No runs yet",
    'No open issues. No runs yet. Provider connection "Contoso 0" is not checked.',
    "Keine offenen Punkte. Noch keine Vorgänge. Die Anbieterverbindung „Contoso 0“ ist nicht geprüft.",
  ],
  [
    "has no checked connection",
    { connections: [healthy, unchecked] },
    "Connection not checked",
    'No open issues. Provider connection "Contoso 1" is not checked.',
    "Keine offenen Punkte. Die Anbieterverbindung „Contoso 1“ ist nicht geprüft.",
  ],
  [
    "has a disabled connection alone",
    { hasRuns: false, connections: [{ ...healthy, isEnabled: false }] },
    "Connection disabled",
    'No open issues. Provider connection "Contoso 0" is disabled. No runs yet.',
    "Keine offenen Punkte. Die Anbieterverbindung „Contoso 0“ ist deaktiviert. Noch keine Vorgänge.",
    'Provider connection "Contoso 0" is disabled.',
  ],
  [
    "has a connection that does not work",
    { connections: [unchecked, { ...healthy, verificationStatus: "error" }] },
    "Connection not working",
    'No open issues. Provider connection "Contoso 1" is not working.',
    "Keine offenen Punkte. Die Anbieterverbindung „Contoso 1“ ist nicht funktionsfähig.",
    'Provider connection "Contoso 1" is not working.',
  ],
])("an environment is not shown as healthy when it %s", async (_what, known, label, english, german, trouble) => {
  const world = await worldOf(known);

  const { dashboard, overview } = await readSurfaces(world, "en");
  const inGerman = await readSurfaces(world, "de");

  const tone = trouble === undefined ? "neutral" : "warning";
  expect(dashboard).toMatchObject({ state: { label, tone }, headline: english });
  expect(inGerman.dashboard.headline).toBe(german);
  expect(overview).toMatchObject({
    state: { label: trouble === undefined ? "No open issues" : label, tone },
    headline: "No open issues. 2 environments have no runs or no working connection.",
  });
  expect(inGerman.overview.headline).toBe(
    "Keine offenen Punkte. 2 Umgebungen haben keine Vorgänge oder keine funktionsfähige Verbindung.",
  );
  expect(overview.environments.map(({ trouble: shown }: { trouble: unknown }) => shown)).toEqual(
    environments.map(() => (trouble === undefined ? null : { text: trouble, related: expect.anything() })),
  );
});

it("overview names the only connection that lets no work succeed, and its environment", async () => {
  const world = await worldOf({});
  const record = { ...connection, ...healthy, displayName: "Contoso 0", id: "c0", isEnabled: false };
  await world.put({ ...recordKey("acme", "acme-lab", "provider-connections", "c0"), record });

  const { body } = await world.call({ path: `${workspace}/overview`, as: "owner" });

  expect(body).toMatchObject({
    state: { label: "Connection disabled", tone: "warning" },
    headline: 'No open issues. Acme lab: Provider connection "Contoso 0" is disabled.',
  });
  expect(body.environments[0].trouble.related).toEqual({ type: "provider_connection", id: "c0" });
});

it.each([
  ["a checked connection", [healthy]],
  ["a disabled connection beside a checked one", [{ ...healthy, isEnabled: false }, healthy]],
])("an environment with runs and %s is healthy", async (_what, connections) => {
  const { dashboard, overview } = await readSurfaces(await worldOf({ connections }), "en");

  for (const answer of [dashboard, overview]) {
    expect(answer).toMatchObject({
      state: { label: "In order", tone: "success" },
      headline: "Nothing needs attention.",
    });
  }
});

it("a workspace with only archived environments is not shown as healthy", async () => {
  const world = await worldOf({});
  for (const environmentId of environments) {
    await world.call({ method: "POST", path: `${workspace}/environments/${environmentId}/archive`, as: "owner" });
  }

  const { body } = await world.call({ path: `${workspace}/overview`, as: "owner" });

  expect(body).toMatchObject({ state: { tone: "neutral" }, headline: "No active environments." });
});

it("an environment that was not read is not shown as healthy", () => {
  const inOrder = { hasRuns: true, connections: [{ ...connection, ...healthy, id: "c", isEnabled: true }] };
  const calms = [
    environmentCalmOf(undefined, "en"),
    workspaceCalmOf(
      environments.map((id) => ({ id, name: id })),
      new Map([["acme-lab", inOrder]]),
      "en",
    ),
  ];

  for (const calm of calms) expect(calm).toEqual({ label: "No open issues", tone: "neutral", text: "No open issues." });
});
