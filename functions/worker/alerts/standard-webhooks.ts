import { createHmac } from "node:crypto";

const prefix = "whsec_";
/** Bytes of a signing secret, as the specification bounds them. */
const secretBytes = { min: 24, max: 64 };

/** The key of a signing secret, with or without its prefix; undefined for text that is none. */
export function signingKeyOf(secret: string): Buffer | undefined {
  const text = secret.startsWith(prefix) ? secret.slice(prefix.length) : secret;
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(text)) return undefined;
  const key = Buffer.from(text, "base64");
  return key.length >= secretBytes.min && key.length <= secretBytes.max ? key : undefined;
}

/**
 * The headers of the Standard Webhooks specification 1.0.0. `id` is the same for each attempt, `timestamp` is that of
 * this one, in seconds. While a secret is replaced, both sign, so that the receiver can change at any time.
 */
export function signedHeaders(
  keys: readonly Buffer[],
  { id, timestamp, body }: { readonly id: string; readonly timestamp: number; readonly body: string },
): Record<string, string> {
  const content = `${id}.${timestamp}.${body}`;
  return {
    "webhook-id": id,
    "webhook-timestamp": String(timestamp),
    "webhook-signature": keys
      .map((key) => `v1,${createHmac("sha256", key).update(content).digest("base64")}`)
      .join(" "),
  };
}
