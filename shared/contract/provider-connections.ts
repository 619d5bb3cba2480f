import * as z from "zod";
import { at, recordAnswer } from "./record-answer.ts";

export const providerConnection = recordAnswer.extend({
  provider: z.string(),
  displayName: z.string(),
  baseUrl: z.string(),
  tokenUrl: z.string(),
  clientId: z.string(),
  secretName: z.string(),
  isDefault: z.boolean(),
  isEnabled: z.boolean(),
  consentStatus: z.string(),
  verificationStatus: z.string(),
  consentLastCheckedAt: at.optional(),
  lastHealthCheckAt: at.optional(),
  lastErrorReasonCode: z.string().optional(),
});

const text = z.string().trim().min(1);
const url = z.url({ protocol: /^https?$/ }).max(500);

/**
 * A provider connection as its owner writes it; replaces all fields. Only the check writes consent, verification and
 * check times. The secret is referenced by name, never sent; both addresses must be on the environment's allow-list.
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
