import { createPrivateKey, createPublicKey, generateKeyPairSync, sign } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import * as z from "zod";

/** The answer to one call of KMS: its JSON, or an error by name. */
export type KmsAnswer = { readonly body: Readonly<Record<string, unknown>> } | { readonly error: string };

const messageBytesMax = 4096;
const signInput = z.object({
  KeyId: z.string(),
  Message: z.base64(),
  MessageType: z.literal("RAW"),
  SigningAlgorithm: z.literal("ED25519_SHA_512"),
});

/**
 * The signing keys of this machine behind `Sign` and `GetPublicKey` of KMS, for keys of the spec
 * ECC_NIST_EDWARDS25519. They are kept in a file, so that packs of an earlier start still verify; without one, they end
 * with the process.
 */
export function openSigningKeys({ file, names }: { readonly file?: string; readonly names: readonly string[] }) {
  const keys: Record<string, string> = { ...readKeys(file) };
  const missing = names.filter((name) => keys[name] === undefined);
  for (const name of missing) {
    keys[name] = generateKeyPairSync("ed25519").privateKey.export({ type: "pkcs8", format: "pem" }).toString();
  }
  if (file !== undefined && missing.length > 0) {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, JSON.stringify(keys), { mode: 0o600 });
  }
  const find = (idOrArn: string) => {
    const name = idOrArn.replace(/^arn:[^:]*:kms:[^:]*:[^:]*:key\//, "");
    return names.includes(name) ? keys[name] : undefined;
  };

  return function answer(target: string, input: unknown): KmsAnswer | undefined {
    if (target === "TrentService.GetPublicKey") {
      const { KeyId } = z.object({ KeyId: z.string() }).parse(input);
      const key = find(KeyId);
      if (key === undefined) return { error: "NotFoundException" };
      const PublicKey = createPublicKey(key).export({ type: "spki", format: "der" }).toString("base64");
      return { body: { KeyId, PublicKey, KeySpec: "ECC_NIST_EDWARDS25519", KeyUsage: "SIGN_VERIFY" } };
    }
    if (target === "TrentService.Sign") {
      const { KeyId, Message, SigningAlgorithm } = signInput.parse(input);
      const key = find(KeyId);
      if (key === undefined) return { error: "NotFoundException" };
      const message = Buffer.from(Message, "base64");
      if (message.length > messageBytesMax) return { error: "ValidationException" };
      const Signature = sign(null, message, createPrivateKey(key)).toString("base64");
      return { body: { KeyId, Signature, SigningAlgorithm } };
    }
    return undefined;
  };
}
export type AnswerKms = ReturnType<typeof openSigningKeys>;

function readKeys(file: string | undefined): Record<string, string> {
  try {
    return file === undefined ? {} : z.record(z.string(), z.string()).parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    return {};
  }
}
