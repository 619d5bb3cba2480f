import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { expect, it } from "vitest";
import { repositoryRoot } from "../../local/config.ts";
import { parseExactJson } from "../../shared/foundation/exact-json.ts";
import { compareSettings } from "../../shared/operations/policies/compare-settings.ts";
import {
  bodyOf,
  contentHashOf,
  type PolicyBody,
  serverManaged,
} from "../../shared/operations/restores/restore-content.ts";

const folder = path.join(repositoryRoot, "local/provider/sample");
const samples = readdirSync(folder, { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".json"))
  .map((name) => parsed(readFileSync(path.join(folder, name), "utf8")));

function parsed(text: string): PolicyBody {
  const body = bodyOf(parseExactJson(text));
  if (body === undefined) throw new Error("a sample is no policy");
  return body;
}

const setting = (id: string, value: unknown, more: object = {}) => ({
  settingInstance: {
    "@odata.type": "#microsoft.graph.deviceManagementConfigurationChoiceSettingInstance",
    settingDefinitionId: id,
    choiceSettingValue: { value, children: [], ...more },
  },
});
const changesOf = (from: PolicyBody, to: PolicyBody) =>
  compareSettings(from, to, serverManaged).settings.filter(({ change }) => change !== "unchanged");

it("a comparison finds no change in another spelling of a document", () => {
  const settings = [setting("a", "a_1"), setting("b", "b_1")];
  const from = { "@odata.context": "x", id: "1", version: 1, name: "Lock", settings, priority: 1 };
  const to = parsed(
    JSON.stringify({
      id: "2",
      name: "Lock",
      settings: settings.toReversed().map((one, id) => ({ id, ...one })),
    }).replace(/}$/, ',"priority":1.0}'),
  );

  expect(changesOf(from, to)).toEqual([]);
  for (const sample of samples) expect(changesOf(sample, sample)).toEqual([]);
});

it("a comparison names catalog settings by definition, with both values", () => {
  const from = { settings: [setting("bitlocker", "off"), setting("firewall", "on")] };
  const child = setting("firewall_log", "verbose").settingInstance;
  const to = { settings: [setting("firewall", "on", { children: [child] }), setting("bitlocker", "on")] };

  expect(changesOf(from, to)).toEqual([
    {
      path: ["settings", "bitlocker", "value"],
      change: "changed",
      from: "off",
      to: "on",
      isCut: false,
    },
    expect.objectContaining({ path: ["settings", "firewall", "children"], change: "removed", from: "[]" }),
    expect.objectContaining({ path: ["settings", "firewall", "children", "firewall_log", "@odata.type"] }),
    {
      path: ["settings", "firewall", "children", "firewall_log", "value"],
      change: "added",
      from: null,
      to: "verbose",
      isCut: false,
    },
    expect.objectContaining({ path: ["settings", "firewall", "children", "firewall_log", "children"] }),
  ]);
});

it("a comparison marks secrets as unverifiable and never as equal", () => {
  const wifi = { displayName: "Wi-Fi", preSharedKey: "correct horse" };

  expect(changesOf(wifi, { ...wifi, preSharedKey: "battery staple" })).toEqual([
    { path: ["preSharedKey"], change: "unverifiable", from: "****", to: "****", isCut: false },
  ]);
  expect(JSON.stringify(compareSettings(wifi, undefined, serverManaged))).not.toContain("horse");
});

it("a comparison shows values as JSON when only their type differs", () => {
  expect(changesOf({ days: 1 }, { days: "1" })).toMatchObject([{ change: "changed", from: "1", to: '"1"' }]);
});

it("a comparison counts settings of an absent document as added or removed", () => {
  const document = { displayName: "Kiosk", apps: ["a", "b"] };

  expect(compareSettings(undefined, document, serverManaged)).toMatchObject({
    settings: [
      { path: ["displayName"], change: "added", from: null, to: "Kiosk" },
      { path: ["apps"], change: "added", from: null, to: '["a","b"]' },
    ],
    counts: { added: 2, removed: 0, changed: 0, unverifiable: 0, unchanged: 0 },
  });
  expect(compareSettings(document, undefined, serverManaged).counts.removed).toBe(2);
});

it("a comparison cuts long values and marks them", () => {
  const long = "x".repeat(30_000);

  const [compared] = compareSettings({ script: long }, { script: `${long}y` }, serverManaged).settings;

  expect(compared).toMatchObject({ change: "changed", isCut: true });
  expect(compared?.from?.length).toBe(20_001);
});

it("a comparison finds a change exactly when a restore does", () => {
  const scalar = fc.oneof(fc.constantFrom(null, true, false, "", "on", "off"), fc.integer({ min: 0, max: 3 }));
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof({ maxDepth: 3 }, scalar, fc.array(tie("value"), { maxLength: 3 }), tie("object"), tie("settings")),
    object: fc.dictionary(fc.constantFrom("id", "name", "value", "key", "@odata.type", "children"), tie("value"), {
      maxKeys: 4,
    }),
    settings: fc.array(
      fc.record({ id: fc.constantFrom("0", "1"), settingDefinitionId: fc.constantFrom("a", "b"), value: tie("value") }),
      { maxLength: 3 },
    ),
  }));
  const document = fc.dictionary(fc.constantFrom("id", "name", "settings", "scheduledActionsForRule", "rules"), value);
  const near = document.chain((from) => fc.tuple(fc.constant(from), fc.constantFrom(from, inReverse(from)), document));
  fc.assert(
    fc.property(near, ([from, ...others]) => {
      for (const to of others) {
        const { counts } = compareSettings(from, to, serverManaged);
        const isChanged = counts.added + counts.removed + counts.changed > 0;
        expect(isChanged).toBe(contentHashOf(from) !== contentHashOf(to));
      }
    }),
    { numRuns: 3000 },
  );
});

/** The document with every list in reverse order. */
function inReverse(document: Record<string, unknown>): Record<string, unknown> {
  const turned = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(turned).toReversed();
    return typeof value === "object" && value !== null ? inReverse({ ...value }) : value;
  };
  return Object.fromEntries(Object.entries(document).map(([name, value]) => [name, turned(value)]));
}
