import { randomBytes } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { exportJWK, generateKeyPair } from "jose";
import * as z from "zod";

const keysSchema = z.object({
  /** The private RSA key for signing tokens, as a JWK. */
  signing: z.looseObject({ kty: z.literal("RSA"), kid: z.string(), n: z.string(), e: z.string(), d: z.string() }),
  /** The signing key of the sign-in page's cookies. */
  cookieSecret: z.string(),
});
export type IdentityKeys = z.infer<typeof keysSchema>;

/**
 * Opens the directory's keys, or creates them on first use, so that tokens survive a restart. Without a directory they
 * exist only in this process. Throws when the file contains no valid keys.
 */
export async function openKeys(dataDir: string | undefined): Promise<IdentityKeys> {
  if (dataDir === undefined) return makeKeys();
  const file = path.join(dataDir, "identity-keys.json");
  const text = await readFile(file, "utf8").catch(() => undefined);
  if (text !== undefined) return keysSchema.parse(JSON.parse(text));

  const keys = await makeKeys();
  await mkdir(dataDir, { recursive: true });
  await writeFile(file, `${JSON.stringify(keys)}\n`, { mode: 0o600 });
  return keys;
}

async function makeKeys(): Promise<IdentityKeys> {
  const { privateKey } = await generateKeyPair("RS256", { extractable: true });
  const jwk = await exportJWK(privateKey);
  return keysSchema.parse({
    signing: { ...jwk, kid: randomBytes(8).toString("hex"), alg: "RS256", use: "sig" },
    cookieSecret: randomBytes(32).toString("base64url"),
  });
}
