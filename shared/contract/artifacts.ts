import * as z from "zod";

/** Where a file can be downloaded for a short time, without a token. Everyone who has the link can use it. */
export const artifactLink = z.strictObject({
  url: z.url(),
  /** When the link stops working. */
  expiresAt: z.iso.datetime(),
  fileName: z.string(),
  /** SHA-256 of the file, hex, and its size. */
  sha256: z.string(),
  bytes: z.int(),
});

/** Asks for the evidence of a run. Persons are numbered unless `pii` is set, which needs `audit.view`. */
export const evidenceRequest = z.strictObject({ pii: z.boolean().default(false) });

/** A signed ZIP file with the evidence of a run. It is made for the request and stored nowhere. */
export const evidenceBundle = z.strictObject({
  fileName: z.string(),
  /** SHA-256 of the file, hex, and its size. */
  sha256: z.string(),
  bytes: z.int(),
  /** SHA-256 of the key that signed it, hex. */
  keyFingerprint: z.string(),
  /** The file as Base64. */
  content: z.string().meta({ contentEncoding: "base64" }),
});
