import { gunzipSync, gzipSync } from "node:zlib";
import { ScanCommand } from "@aws-sdk/lib-dynamodb";
import { afterEach, describe, expect, it } from "vitest";
import { readPolicyItem } from "../../shared/operations/policies/policy-item.ts";
import { compareContent, contentHashOf, stateOf } from "../../shared/operations/restores/restore-content.ts";
import { createPolicies } from "../../shared/records/policies.ts";
import { maskedValue, maskSecrets, unverifiableIn } from "../../shared/redaction/unverifiable.ts";
import { scope } from "../operations/operation-world.ts";
import { aSyncedWorld } from "../operations/synced-world.ts";
import { answerPage, failed, scriptedClient, stopProviders } from "../provider/scripted-client.ts";

afterEach(stopProviders);

const planted = "correct-horse-battery";
const catalogue = (id: string, value: object) => ({
  settings: [{ id: "0", settingInstance: { settingDefinitionId: id, simpleSettingValue: value } }],
});
const settingPath = "/settings/0/settingInstance/simpleSettingValue/value";

/** Documents with a secret at each path where Graph stores one, and that path. */
const documents: readonly (readonly [what: string, document: Record<string, unknown>, paths: readonly string[]])[] = [
  ["a Wi-Fi key", { ssid: "Office", preSharedKey: planted }, ["/preSharedKey"]],
  ["a VPN secret", { server: { sharedSecret: planted } }, ["/server/sharedSecret"]],
  ["a password", { accounts: [{ userName: "kiosk", password: planted }] }, ["/accounts/0/password"]],
  ["a whole object under such a name", { "a/b~": { Password: { value: planted } } }, ["/a~1b~0/Password"]],
  ["a PIN that is a number", { kioskModeExitCode: 4711 }, ["/kioskModeExitCode"]],
  ["a certificate's key", { pfx: { privateKey: planted } }, ["/pfx/privateKey"]],
  [
    "an encrypted OMA setting",
    { omaSettings: [{ omaUri: "./x", isEncrypted: true, value: planted, secretReferenceValueId: `ref-${planted}` }] },
    ["/omaSettings/0/value", "/omaSettings/0/secretReferenceValueId"],
  ],
  ["an encrypted OMA setting without a value", { omaSettings: [{ isEncrypted: true }] }, ["/omaSettings/0"]],
  [
    "a secret of the settings catalogue",
    catalogue("vendor_key", {
      "@odata.type": "#microsoft.graph.deviceManagementConfigurationSecretSettingValue",
      value: planted,
      valueState: "notEncrypted",
    }),
    [settingPath],
  ],
  [
    "a text setting that is defined as a password",
    catalogue("device_vendor_msft_accounts_users_password", { value: planted }),
    [settingPath],
  ],
  ["what Graph masked itself", { omaSettings: [{ value: "****" }] }, ["/omaSettings/0/value"]],
  ["a WLAN profile", { payload: `<keyMaterial>${planted}</keyMaterial>` }, ["/payload"]],
  ["a profile of Apple", { payload: `<key>Password</key>\n<string>${planted}</string>` }, ["/payload"]],
  ["a script", { scriptContent: `connect --password=${planted}` }, ["/scriptContent"]],
  ["a key file", { text: `-----BEGIN RSA PRIVATE KEY-----\n${planted}` }, ["/text"]],
];

describe("a policy document", () => {
  it.each(documents)("with %s is stored masked with the path of the secret", (_what, document, paths) => {
    const item = readPolicyItem("deviceConfigurations", { id: "a", displayName: "A", ...document });

    if (!item.ok) throw new Error(item.rejected.message);
    const text = gunzipSync(item.policy.body).toString("utf8");
    expect(text).not.toContain(planted);
    expect(text).not.toContain("4711");
    expect(item.policy.unverifiable).toEqual(paths);
    expect(unverifiableIn(JSON.parse(text)).toSorted()).toEqual([...paths].toSorted());
  });

  it("with a different secret has the same hash", () => {
    const hashOf = (preSharedKey: string) => contentHashOf({ ssid: "Office", preSharedKey });

    expect(hashOf("one-secret")).toBe(hashOf("another-secret"));
    expect(stateOf({ preSharedKey: "one-secret" })).toBe(stateOf({ preSharedKey: maskedValue }));
  });

  it("keeps values that only look like a secret", () => {
    const document = {
      passwordRequired: true,
      passwordMinimumLength: 12,
      passwordRequiredType: "alphanumeric",
      password: null,
      token: "",
      preSharedKeyIsSet: true,
      secret: false,
      description: "Password: at least 12 characters; ask for a token",
      trustedRootCertificate: "MIIDdzCCAl+gAwIBAgIEAgAAuTANBgkqhkiG9w0BAQUFADBaMQswCQYDVQQGEwJJRTESMBAGA1UE",
      ...catalogue("device_vendor_msft_policy_config_devicelock_mindevicepasswordlength", { value: "12" }),
      stars: "***",
    };

    expect(maskSecrets(document)).toEqual({ document, unverifiable: [] });
  });

  it("is unchanged when masked again", () => {
    for (const [, document] of documents) {
      const once = maskSecrets(document);
      expect(maskSecrets(once.document)).toEqual(once);
    }
  });
});

describe("a restore", () => {
  it.each(documents)("leaves a policy with %s to a person", (_what, document) => {
    const manual = { change: "manual_required", reason: "restore.secret_values" };
    const stored = maskSecrets(document).document;

    for (const current of [document, stored, { other: 1 }, "absent"] as const) {
      expect(compareContent(stored, current)).toEqual(manual);
    }
  });

  it("never sends a mask to the provider", async () => {
    const { client, connection, budget, provider } = await scriptedClient(answerPage);
    const body = { omaSettings: [{ value: maskedValue }] };
    const place = { collection: "deviceConfigurations", id: "a" } as const;

    expect(await client.writePolicy(connection, place, body, budget)).toEqual({ ok: true, value: "refused" });
    expect(await client.createPolicy(connection, place.collection, body, budget)).toEqual({
      ok: true,
      value: "refused",
    });
    expect(provider.requests).toEqual([]);
  });
});

it("no stored item and no answer holds a policy secret", async () => {
  const world = await aSyncedWorld([]);
  const { needs, sync, client, tableName } = world;
  const displayName = `Bearer ${"abcDEF123".repeat(4)}\u202e`;
  await sync(documents.map(([, document], at) => ({ id: `policy-${at}`, displayName, ...document })));

  const { Items = [] } = await client.send(new ScanCommand({ TableName: tableName }));
  for (const item of Items) {
    const body: unknown = item.record?.body;
    expect(JSON.stringify(item)).not.toContain("abcDEF123abc");
    expect(JSON.stringify(item)).not.toContain("\u202e");
    if (body instanceof Uint8Array) expect(gunzipSync(body).toString("utf8")).not.toContain(planted);
  }
  const [first] = (await needs.policies.readCurrent(scope)).policies;
  expect(await createPolicies(world).find(scope, first?.policyId ?? "")).toMatchObject({
    unverifiable: expect.arrayContaining(["/preSharedKey"]),
  });

  // As stored by an earlier release.
  const old = { id: "old", displayName: "Old", preSharedKey: planted };
  const policy = { ...policyOf(old), contentHash: "old", body: gzipSync(JSON.stringify(old)) };
  await needs.policies.upsertPage(scope, [policy], {
    runId: "z",
    n: 99,
    providerConnectionId: "c",
    page: 0,
    partStartsAtPage: 0,
    swept: [],
  });
  expect(JSON.parse((await needs.policies.findBody(scope, "old")) ?? "")).toEqual({
    ...old,
    preSharedKey: maskedValue,
  });
});

function policyOf(item: unknown) {
  const read = readPolicyItem("deviceConfigurations", item);
  if (!read.ok) throw new Error(read.rejected.message);
  return read.policy;
}

describe("a policy id", () => {
  it.each(["..", ".", "", "a/b", "a\\b", "%2e%2e", "a?b", "a#b", "../../me", "a\u0000"])(
    "such as %j is rejected by a sync, naming the id",
    (id) => {
      expect(readPolicyItem("deviceConfigurations", { id, displayName: "Kiosk" })).toEqual({
        ok: false,
        rejected: { code: "policy_id_missing", message: expect.any(String), name: "Kiosk" },
      });
    },
  );

  it.each(["..", ".", ""])("such as %j builds no URL", async (id) => {
    const { client, connection, budget, provider } = await scriptedClient(answerPage);
    const place = { collection: "deviceConfigurations", id } as const;

    expect(await client.readPolicy(connection, place, budget)).toEqual(failed("provider_response_invalid"));
    expect(await client.writePolicy(connection, place, { a: 1 }, budget)).toEqual({ ok: true, value: "refused" });
    expect(provider.requests).toEqual([]);
  });

  it.each(["...", "a.b", "..a", "a/../b", "a?b#c", "%2e%2e"])("such as %j stays one path segment", async (id) => {
    const { client, connection, budget, provider } = await scriptedClient(answerPage);

    await client.readPolicy(connection, { collection: "deviceConfigurations", id }, budget);

    const [path = ""] = provider.reads();
    expect(path).toBe(`/beta/deviceManagement/deviceConfigurations/${encodeURIComponent(id)}`);
  });
});
