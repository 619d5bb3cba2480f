import { createHash, generateKeyPairSync, sign } from "node:crypto";
import { describe, expect, it } from "vitest";
import { createHash as browserHash, createPublicKey, verify } from "../../console/src/verify/browser-crypto.ts";
import { shownOf } from "../../console/src/verify/verdict-rows.ts";
import { verifyWordsOf } from "../../console/src/verify/verify-words.ts";
import { anEvidenceBundle, forged } from "../tools/an-evidence-bundle.ts";

const en = verifyWordsOf("en");

describe("the page of the verifier", () => {
  it("calls an unaltered file unaltered and names its key", async () => {
    const { tone, facts, rows } = shownOf(await anEvidenceBundle(), en);

    expect(tone).toBe("success");
    expect(facts.map(({ label }) => label)).toEqual([en.format, en.key, en.trust, en.rules]);
    expect(facts[2]?.value).toBe(en.trustOf(undefined));
    expect(rows.map(({ verdict }) => verdict)).toEqual(rows.map(() => en.good));
  });

  it("says whether the file has the trusted key", async () => {
    const bundle = await anEvidenceBundle();
    const fingerprint = shownOf(bundle, en).facts[1]?.value ?? "";

    expect(shownOf(bundle, en, fingerprint)).toMatchObject({ tone: "success", problems: [] });
    expect(shownOf(bundle, en, fingerprint).facts[2]?.value).toBe(en.trustOf(true));
    const foreign = shownOf(bundle, en, "0".repeat(64));
    expect(foreign).toMatchObject({ tone: "error", text: en.anotherKey });
    expect(foreign.facts[2]?.value).toBe(en.trustOf(false));
    expect(foreign.rows.map(({ tone }) => tone)).not.toContain("success");
  });

  it("names an altered file in both languages", async () => {
    const flipped = await anEvidenceBundle();
    const at = flipped.indexOf("facts.json") + 20;
    flipped[at] = (flipped[at] ?? 0) ^ 1;

    const record = "operation-runs/01K00000000000000000000000";
    expect(shownOf(flipped, en).problems).toEqual([`facts.json (${record}): Altered`]);
    expect(shownOf(flipped, verifyWordsOf("de")).problems).toEqual([`facts.json (${record}): Verändert`]);
  });

  it("calls no file unaltered when the signature is invalid", async () => {
    const bundle = await anEvidenceBundle();
    const at = bundle.indexOf("manifest.sig") + 20;
    bundle[at] = (bundle[at] ?? 0) ^ 1;

    expect(shownOf(bundle, en).rows.map(({ tone }) => tone)).not.toContain("success");
  });

  it("says which part a signer made up", async () => {
    const { text, problems } = shownOf(await forged(await anEvidenceBundle(), "verdicts.json", () => []), en);

    expect(text).toBe(en.wrong);
    expect(problems[0]).toContain("verdicts.json, number");
  });
});

describe("the browser's cryptography", () => {
  const { publicKey, privateKey } = generateKeyPairSync("ed25519");
  const pem = publicKey.export({ type: "spki", format: "pem" }).toString();
  const message = Buffer.from("what was signed");

  it("accepts exactly the signatures that Node accepts", () => {
    const signature = sign(null, message, privateKey);
    const key = createPublicKey(pem);

    expect(verify(null, message, key, signature)).toBe(true);
    expect(verify(null, Buffer.from("what was sighed"), key, signature)).toBe(false);
    expect(verify(null, message, key, signature.subarray(1))).toBe(false);
  });

  it("computes the same digests as Node", () => {
    for (const length of [0, 1, 55, 56, 64, 1000]) {
      const bytes = Buffer.alloc(length, 7);
      expect(browserHash("sha256").update(bytes).digest("hex")).toBe(createHash("sha256").update(bytes).digest("hex"));
    }
  });

  it("refuses a key of another algorithm", () => {
    const other = generateKeyPairSync("x25519").publicKey.export({ type: "spki", format: "pem" }).toString();

    expect(() => createPublicKey(other)).toThrow("no Ed25519 key");
    expect(() => createPublicKey("none")).toThrow("no public key");
  });
});
