import * as z from "zod";
import { type Answer, parseJson } from "../answers.ts";

/** What an administrator consented to by default: one read permission per area, and writing configuration. */
const consented = [
  "Application.Read.All",
  "DeviceManagementApps.Read.All",
  "DeviceManagementConfiguration.ReadWrite.All",
  "DeviceManagementManagedDevices.Read.All",
  "DeviceManagementRBAC.Read.All",
  "DeviceManagementScripts.Read.All",
  "DeviceManagementServiceConfig.Read.All",
  "Directory.Read.All",
  "Domain.Read.All",
  "GroupMember.Read.All",
  "Organization.Read.All",
  "Policy.Read.All",
  "RoleAssignmentSchedule.Read.Directory",
  "RoleEligibilitySchedule.Read.Directory",
  "RoleManagement.Read.Directory",
] as const;

const grantsSchema = z.strictObject({
  /** Replaces the granted application permissions. */
  roles: z.array(z.string().min(1)).optional(),
  /** Takes these away. */
  without: z.array(z.string().min(1)).optional(),
  /** Reads of the directory that still return the grants before this change. */
  lagReads: z.int().min(0).max(1000).default(0),
});

/** The application permissions of the sample client. A token holds those of the moment it was issued. */
export function createGrants() {
  let roles: readonly string[] = consented;
  let before: readonly string[] = roles;
  let lagReads = 0;

  return {
    roles: () => roles,

    /** As the directory shows them: a recent change may not have been replicated yet. */
    replicated(): readonly string[] {
      if (lagReads === 0) return roles;
      lagReads -= 1;
      return before;
    },

    /** Handles `/_grants`; undefined for any other path. */
    answer(method: string, path: string, text: string): Answer | undefined {
      if (path !== "/_grants") return undefined;
      if (method === "DELETE") roles = consented;
      if (method === "POST") {
        const wanted = parseJson(grantsSchema, text);
        if (!wanted) return { status: 400, body: { error: "the body must be JSON: { roles?, without?, lagReads? }" } };
        before = roles;
        const { without = [] } = wanted;
        roles = (wanted.roles ?? roles).filter((role) => !without.includes(role));
        lagReads = wanted.lagReads;
      }
      return { status: 200, body: { roles } };
    },
  };
}
export type Grants = ReturnType<typeof createGrants>;
