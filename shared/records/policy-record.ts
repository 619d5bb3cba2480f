import * as z from "zod";
import { collections } from "./policy-collections.ts";

/** What the last sync that saw a policy did to it; `page` is -1 for a policy it did not see. */
const lastSync = z.object({
  runId: z.string(),
  /** The ticket of the attempt that wrote this; absent on what releases without tickets stored, which is older. */
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
  /** JSON pointers to what is not known of it: its secrets, which are not stored. Absent when there are none. */
  unverifiable: z.array(z.string()).optional(),
  /** Names the immutable version that holds the body, in the spelling in which a sync first saw this content. */
  contentHash: z.string(),
  /** The same for every spelling of the content; absent on what older releases stored. */
  normalHash: z.string().optional(),
  providerConnectionId: z.string(),
  firstSeenAt: z.string(),
  changedAt: z.string(),
  /** When a sync last found it at the provider, also when it could not be read; absent on what older releases stored. */
  lastSeenAt: z.string().optional(),
  removedAt: z.string().optional(),
  lastSync,
});
export type PolicyRecord = z.infer<typeof policyRecord>;
