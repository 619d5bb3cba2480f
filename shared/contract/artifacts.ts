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
