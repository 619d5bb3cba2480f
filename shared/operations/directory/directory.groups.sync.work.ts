import * as z from "zod";
import type { Work, WorkResult } from "../define-operation.ts";
import type { connectionInput } from "../provider/connection-choice.ts";
import { nameOf } from "../provider/end-of-reads.ts";
import { type ListingDefinition, type SyncDependencies, syncListings } from "../provider/sync-listings.ts";

const group = z.looseObject({
  id: z.string().min(1).max(128),
  displayName: z.string().nullish(),
  description: z.string().nullish(),
  groupTypes: z.array(z.string()).default([]),
  securityEnabled: z.boolean().nullish(),
  mailEnabled: z.boolean().nullish(),
  isAssignableToRole: z.boolean().nullish(),
  onPremisesSyncEnabled: z.boolean().nullish(),
});

const groups: ListingDefinition = {
  id: "groups",
  call: "groups",
  countedBy: "groupsCount",
  take(item) {
    const read = group.safeParse(item);
    if (!read.success) return undefined;
    const { id, displayName, description, groupTypes, ...flags } = read.data;
    return {
      id,
      displayName: nameOf(displayName) || id,
      ...(typeof description === "string" && description !== "" && { description: nameOf(description) }),
      isSecurity: flags.securityEnabled === true,
      isMicrosoft365: groupTypes.includes("Unified"),
      isDynamic: groupTypes.includes("DynamicMembership"),
      isRoleAssignable: flags.isAssignableToRole === true,
      isSynchronized: flags.onPremisesSyncEnabled === true,
    };
  },
};

/** Reads all groups, and compares their number with the provider's own count. */
export function handle(work: Work<z.infer<typeof connectionInput>>, needs: SyncDependencies): Promise<WorkResult> {
  return syncListings(work, needs, "directory-groups", [groups]);
}
