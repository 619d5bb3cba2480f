import { createPublicKey, verify } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, it, onTestFinished } from "vitest";
import * as z from "zod";
import { openSigningKeys } from "../../local/engines/signing-keys.ts";

const KeyId = "arn:aws:kms:us-east-1:000000000000:key/packs";
const message = Buffer.from("what is signed");
const sign = { KeyId, Message: message.toString("base64"), MessageType: "RAW", SigningAlgorithm: "ED25519_SHA_512" };
const answered = z.object({ body: z.record(z.string(), z.string()) });

it("a local signing key gives the same Ed25519 signature after a restart", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "runtruth-keys-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = path.join(folder, "keys.json");
  const [first, second] = [1, 2].map(() => {
    const answer = openSigningKeys({ file, names: ["packs"] });
    return {
      ...answered.parse(answer("TrentService.Sign", sign)).body,
      ...answered.parse(answer("TrentService.GetPublicKey", { KeyId })).body,
    };
  });

  expect(first).toEqual(second);
  const { PublicKey = "", Signature = "" } = z.record(z.string(), z.string()).parse(first);
  const key = createPublicKey({ key: Buffer.from(PublicKey, "base64"), format: "der", type: "spki" });
  expect(verify(null, message, key, Buffer.from(Signature, "base64"))).toBe(true);
});

it("a local signing key rejects long messages, and unknown keys are not found", () => {
  const answer = openSigningKeys({ names: ["packs"] });
  const long = Buffer.alloc(4097).toString("base64");

  expect(answer("TrentService.Sign", { ...sign, Message: long })).toEqual({ error: "ValidationException" });
  expect(answer("TrentService.Sign", { ...sign, KeyId: "other" })).toEqual({ error: "NotFoundException" });
  expect(answer("TrentService.Encrypt", {})).toBeUndefined();
});
