import { randomBytes } from "node:crypto";
import { gunzipSync } from "node:zlib";
import fc from "fast-check";
import { expect, it } from "vitest";
import { parseExactJson } from "../../shared/foundation/exact-json.ts";
import { readPolicyItem } from "../../shared/operations/policies/policy-item.ts";
import { compressedBytesMax } from "../../shared/operations/policies/version-body.ts";

const read = (item: unknown) => readPolicyItem("configurationPolicies", item);

it("policy item becomes a policy or a reason for any input", () => {
  fc.assert(
    fc.property(fc.anything({ withNullPrototype: true, withBigInt: true }), (item) => {
      const answer = read(item);
      expect(answer.ok ? answer.policy.id : answer.rejected.code).toBeTypeOf("string");
    }),
  );
});

it("policy content hash is independent of order", () => {
  const one = read({ id: "a", name: "n", settings: [1, 2] });
  const other = read({ settings: [1, 2], name: "n", id: "a" });
  const changed = read({ id: "a", name: "n", settings: [2, 1] });

  expect(other).toEqual(one);
  expect(changed).not.toEqual(one);
});

it("policy body is stored whole and compressed", () => {
  const item = { id: "a", nested: { list: [1, "two", null] } };
  const answer = read(item);

  expect(answer.ok && JSON.parse(gunzipSync(answer.policy.body).toString())).toEqual(item);
});

it.each([
  [null, "policy_invalid"],
  ["text", "policy_invalid"],
  [{}, "policy_id_missing"],
  [{ id: "" }, "policy_id_missing"],
  [{ id: 7 }, "policy_id_missing"],
  [{ id: "with#separator" }, "policy_id_missing"],
  [{ id: "x".repeat(129) }, "policy_id_missing"],
  [{ id: "a", value: Number.POSITIVE_INFINITY }, "policy_invalid"],
])("policy item %o is skipped as %s", (item, code) => {
  expect(read(item)).toMatchObject({ ok: false, rejected: { code } });
});

it.each([
  [{ settingCount: 4, settings: [{}] }],
  [{ settingCount: 1 }],
  [{ settings: [{}], "settings@odata.nextLink": "https://graph.example/next" }],
  [{ nested: [{ "children@odata.nextLink": "https://graph.example/next" }] }],
])("truncated policy is left out by id and name: %o", (fields) => {
  expect(read({ id: "a", name: "Baseline", ...fields })).toMatchObject({
    ok: false,
    rejected: { code: "policy_document_incomplete", id: "a", name: "Baseline" },
  });
});

it.each(["displayName", "name"])("policy %s is stored without the secrets in it", (member) => {
  const result = read({ id: "a", [member]: "VPN token=abcdef0123456789 Bearer eyJhbGciOiJIUzI1NiJ9.e30.c2lnbmF0dXJl" });

  expect(result).toMatchObject({ ok: true, policy: { displayName: expect.stringMatching(/^VPN /) } });
  expect(result.ok && result.policy.displayName).not.toMatch(/abcdef0123456789|eyJhbGci/);
});

it.each([".", ".."])("policy with the path-changing id %j is left out", (id) => {
  expect(read({ id })).toMatchObject({ ok: false, rejected: { code: "policy_id_missing" } });
});

it("policy keeps its numbers as sent when its secrets are masked", () => {
  const text = '{"id":"a","n":[9007199254740993,1.0,-0],"__proto__":{"x":1}}';
  const answer = read(parseExactJson(text));

  expect(answer.ok && gunzipSync(answer.policy.body).toString()).toBe(
    '{"__proto__":{"x":1},"id":"a","n":[9007199254740993,1.0,-0]}',
  );
});

it("policy body with excessive nesting is skipped", () => {
  const deep: unknown = JSON.parse(`${"[".repeat(100_000)}${"]".repeat(100_000)}`);

  expect(read({ id: "a", deep })).toMatchObject({ ok: false, rejected: { code: "policy_invalid", id: "a" } });
});

it("policy body beyond 350 KB compressed is skipped", () => {
  // Random bytes written as base64 compress to about as many bytes as they were.
  const text = (bytes: number) => randomBytes(Math.floor(bytes)).toString("base64");

  expect(read({ id: "a", text: text(compressedBytesMax * 1.02) })).toMatchObject({
    ok: false,
    rejected: { code: "policy_too_large", id: "a" },
  });
  expect(read({ id: "a", text: text(compressedBytesMax * 0.98) })).toMatchObject({ ok: true });
});

it.each([
  [{ platforms: "windows10" }, "windows"],
  [{ platforms: "macOS" }, "macos"],
  [{ platforms: "iOS" }, "ios"],
  [{ "@odata.type": "#microsoft.graph.androidWorkProfileCompliancePolicy" }, "android"],
  [{ "@odata.type": "#microsoft.graph.windowsHealthMonitoringConfiguration" }, "windows"],
  [{ platforms: "unknownFutureValue" }, "other"],
  [{}, "other"],
])("policy platform of %o is %s", (fields, platform) => {
  expect(read({ id: "a", ...fields })).toMatchObject({ policy: { platform } });
});

it.each([
  [{ settingCount: 2, settings: [1, 2] }, 2],
  [{ settings: [1, 2] }, 2],
  [{ displayName: "n", version: 1, passwordRequired: true, minimum: null, list: [], "a@odata.type": "x" }, 1],
])("setting count of %o is %i", (fields, settingCount) => {
  expect(read({ id: "a", ...fields })).toMatchObject({ policy: { settingCount } });
});
