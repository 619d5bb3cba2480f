import * as z from "zod";

const clientSecret = z.strictObject({
  clientId: z.string().min(1),
  clientSecret: z.string().min(1),
  /** Replaces the API's scope, for issuers that name it differently with client credentials. */
  scope: z.string().optional(),
  audience: z.string().min(1).optional(),
});

/** The stored client of the canary. Throws with the remedy, and without the value, when it is not usable. */
export function readClientSecret(value: string | undefined): z.infer<typeof clientSecret> {
  const read = clientSecret.safeParse(jsonOf(value ?? ""));
  if (read.success) return read.data;
  const fields = read.error.issues.map(({ path }) => path.join(".") || "its JSON").join(", ");
  throw new Error(
    `The canary's client is not set up (${fields}). Store {"clientId", "clientSecret"} in its secret: docs/deploy.md.`,
  );
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
