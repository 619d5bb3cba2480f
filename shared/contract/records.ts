import * as z from "zod";
import { pageOf } from "./lists.ts";

/** The kinds of stored things an environment has; more come with the operations that make them. */
export const recordKinds = [
  "provider-connections",
  "policies",
  "evidence-snapshots",
  "environment-reviews",
  "backup-sets",
  "restore-runs",
] as const;
export type RecordKind = (typeof recordKinds)[number];

/** One stored thing. Beside its id, what it holds is particular to its kind. */
export const recordAnswer = z.looseObject({ id: z.string() });
export const recordPage = pageOf(recordAnswer);

const text = z.string().trim().min(1);
const url = z.url({ protocol: /^https?$/ }).max(500);

/**
 * A provider connection as its owner writes it: whole, each time. Consent, verification and check times are
 * written by the check alone. The secret is named, never sent; both addresses must be on the environment's
 * allow-list.
 */
export const providerConnectionWrite = z.strictObject({
  provider: text.max(40).regex(/^[a-z0-9][a-z0-9_-]*$/, "must be a-z, 0-9, '_' and '-'"),
  displayName: text.max(80),
  baseUrl: url,
  tokenUrl: url,
  clientId: text.max(128),
  secretName: text.max(200).regex(/^[\w/+=.@-]+$/, "must be the name of a secret"),
  isDefault: z.boolean(),
  isEnabled: z.boolean(),
});
