import fc from "fast-check";
import { expect, it } from "vitest";
import { normalHash } from "../../shared/operations/policies/normal-form.ts";
import {
  compareContent,
  contentHashOf,
  stateOf,
  writableBody,
} from "../../shared/operations/restores/restore-content.ts";

const policy = {
  "@odata.type": "#microsoft.graph.iosCompliancePolicy",
  id: "policy-1",
  displayName: "Phones",
  description: "Office phones",
  version: 3,
  passcodeRequired: true,
  lastModifiedDateTime: "2026-02-01T10:30:00Z",
};

const acts = (...configurations: readonly object[]) => ({
  scheduledActionsForRule: [{ id: "r", ruleName: null, scheduledActionConfigurations: configurations }],
});
const block = { id: "1", actionType: "block", gracePeriodHours: 24 };
const notify = { id: "2", actionType: "notification", gracePeriodHours: 1 };

const numbered = (id: string, value: number) => ({ id, settingInstance: { value } });

it("content comparison ignores times, versions, ids and annotations", () => {
  const answered = {
    ...policy,
    id: "policy-2",
    version: 9,
    lastModifiedDateTime: "2026-03-01T00:00:00Z",
    "@odata.context": "https://graph.test/$metadata",
    "settings@odata.context": "https://graph.test/$metadata",
    emailAddress: null,
  };
  expect(compareContent(policy, answered)).toEqual({ change: "unchanged" });
});

it.each([
  { what: "order and numbering", as: { settings: [numbered("7", 2), numbered("8", 1)] } },
  { what: "annotations", as: { "settings@odata.context": "https://graph.test/$metadata" } },
  { what: "the text of a number", as: { version: JSON.rawJSON("3.0") } },
])("sync and restore see no change in $what of a document alone", ({ as }) => {
  const stored = { ...policy, settings: [numbered("0", 1), numbered("1", 2)] };

  expect(normalHash({ ...stored, ...as })).toBe(normalHash(stored));
  expect(contentHashOf({ ...stored, ...as })).toBe(contentHashOf(stored));
});

it.each([
  { what: "other ids", as: acts({ ...block, id: "8" }, { ...notify, id: "9" }) },
  { what: "another order", as: acts(notify, block) },
  {
    what: "the name of their only rule",
    as: {
      scheduledActionsForRule: [{ ...acts(block, notify).scheduledActionsForRule[0], ruleName: "PasswordRequired" }],
    },
  },
])("sync and restore see no change in actions with $what", ({ as }) => {
  const stored = { ...policy, ...acts(block, notify) };

  expect(normalHash({ ...stored, ...as })).toBe(normalHash(stored));
  expect(compareContent(stored, { ...stored, ...as })).toEqual({ change: "unchanged" });
});

it("writable body carries actions without ids for a new policy only", () => {
  const wanted = { ...policy, ...acts(block) };

  expect(writableBody("deviceCompliancePolicies", wanted, "absent").scheduledActionsForRule).toEqual([
    { ruleName: "PasswordRequired", scheduledActionConfigurations: [{ actionType: "block", gracePeriodHours: 24 }] },
  ]);
  expect(writableBody("deviceCompliancePolicies", wanted, { ...policy, ...acts(notify) })).not.toHaveProperty(
    "scheduledActionsForRule",
  );
});

it("content hash includes times and versions that a restore ignores", () => {
  expect(normalHash({ ...policy, version: 4 })).not.toBe(normalHash(policy));
  expect(contentHashOf({ ...policy, version: 4 })).toBe(contentHashOf(policy));
});

it.each([
  { what: "a changed setting", current: { ...policy, passcodeRequired: false }, change: "update" },
  { what: "a setting more", current: { ...policy, osMinimumVersion: "17" }, change: "update" },
  { what: "another name", current: { ...policy, displayName: "Tablets" }, change: "update" },
  { what: "nothing", current: "absent" as const, change: "create" },
])("content comparison reports $change when the provider holds $what", ({ current, change }) => {
  expect(compareContent(policy, current)).toEqual({ change });
});

it.each([
  { what: "no version", wanted: undefined, current: policy, reason: "restore.version_missing" },
  {
    what: "another type at the provider",
    wanted: policy,
    current: { ...policy, "@odata.type": "#microsoft.graph.macOSCompliancePolicy" },
    reason: "restore.type_changed",
  },
  {
    what: "a secret that was never given out",
    wanted: { ...policy, omaSettings: [{ displayName: "Key", isEncrypted: true, value: "****" }] },
    current: policy,
    reason: "restore.secret_values",
  },
  {
    what: "a secret setting of the catalog, to a provider that lost it",
    wanted: { ...policy, settings: [{ value: { "@odata.type": "#microsoft.graph.xSecretSettingValue" } }] },
    current: "absent" as const,
    reason: "restore.secret_values",
  },
])("content comparison requires manual work for $what", ({ wanted, current, reason }) => {
  expect(compareContent(wanted, current)).toEqual({ change: "manual_required", reason });
});

it("patch body names removed settings, unlike a full replacement", () => {
  const current = { ...policy, osMinimumVersion: "17" };

  expect(writableBody("deviceCompliancePolicies", policy, current)).toEqual({
    "@odata.type": policy["@odata.type"],
    displayName: "Phones",
    description: "Office phones",
    passcodeRequired: true,
    osMinimumVersion: null,
  });
  expect(writableBody("configurationPolicies", policy, current)).not.toHaveProperty("osMinimumVersion");
});

it("patch body makes any policy equal to the wanted one", () => {
  const body = fc
    .dictionary(fc.string({ minLength: 1 }), fc.jsonValue({ maxDepth: 2 }))
    .map((fields) => ({ ...fields, id: "x" }));
  fc.assert(
    fc.property(body, body, (wanted, current) => {
      const patched = { ...current, ...writableBody("deviceConfigurations", wanted, current) };
      expect(stateOf(patched)).toBe(contentHashOf(wanted));
    }),
  );
});
