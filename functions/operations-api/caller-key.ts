import { createHash } from "node:crypto";
import type { CallerKey } from "../../shared/dispatch/start-run.ts";
import { bodyHash, canonicalJson } from "../../shared/run/identity.ts";
import { ProblemError } from "../middleware/errors.ts";

/** The caller's `Idempotency-Key` for one request. The key is caller-supplied text, so only its digest is stored. */
export function callerKey(key: string, body: unknown): CallerKey {
  const keyHash = createHash("sha256").update(key, "utf8").digest("base64url");
  return { keyHash, bodyHash: bodyHash(canonicalJson(body)) };
}

/** The refusal of a key that an earlier request used with another body, with the run of that request if it made one. */
export function keyReused(run?: { readonly id: string; readonly href: string }): ProblemError {
  return new ProblemError("idempotency_key_reused", {
    detail: "This key was used with a different request. Use a new key, or resend the original request.",
    ...(run !== undefined && { run }),
  });
}
