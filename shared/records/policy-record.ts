import * as z from "zod";
import { collections } from "./policy-collections.ts";

/** The effect of the last sync that wrote a policy; `page` is -1 for a policy it did not see. */
const lastSync = z.object({
  runId: z.string(),
  /** The ticket of the writing attempt; absent on records of releases without tickets, which are older. */
  n: z.number().int().optional(),
  page: z.number().int(),
  change: z.enum(["created", "updated", "unchanged", "deleted"]),
});

export const policyRecord = z.object({
  id: z.string(),
  collection: z.enum(collections),
  platform: z.string(),
  displayName: z.string(),
  settingCount: z.number().int(),
  /** JSON pointers to its secrets, which are not stored. Absent when there are none. */
  unverifiable: z.array(z.string()).optional(),
  /** Identifies the immutable version with the body, in the spelling in which a sync first saw this content. */
  contentHash: z.string(),
  /** Equal for every spelling of the content; absent on records of older releases. */
  normalHash: z.string().optional(),
  providerConnectionId: z.string(),
  firstSeenAt: z.string(),
  changedAt: z.string(),
  /** When a sync last found it at the provider, even if unreadable; absent on records of older releases. */
  lastSeenAt: z.string().optional(),
  removedAt: z.string().optional(),
  lastSync,
});
export type PolicyRecord = z.infer<typeof policyRecord>;

/** What the pages about its contents need: a newer release may have stored any other field in its own way. */
export const displayedPolicy = policyRecord.pick({ id: true, displayName: true, contentHash: true });
export type DisplayedPolicy = z.infer<typeof displayedPolicy>;
