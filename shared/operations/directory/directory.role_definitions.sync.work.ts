import * as z from "zod";
import type { Work, WorkResult } from "../define-operation.ts";
import type { connectionInput } from "../provider/connection-choice.ts";
import { contentHash } from "../provider/content-hash.ts";
import { nameOf } from "../provider/end-of-reads.ts";
import { type ListingDefinition, type SyncDependencies, syncListings } from "../provider/sync-listings.ts";

const definition = z.looseObject({
  id: z.string().min(1).max(128),
  displayName: z.string().nullish(),
  isBuiltIn: z.boolean().nullish(),
  isEnabled: z.boolean().nullish(),
  rolePermissions: z.array(z.json()).default([]),
});

const definitionsOf = (source: "directory" | "intune", call: ListingDefinition["call"]): ListingDefinition => ({
  id: `roles.${source}`,
  call,
  take(item) {
    const read = definition.safeParse(item);
    if (!read.success) return undefined;
    const { id, displayName, isBuiltIn, isEnabled, rolePermissions } = read.data;
    return {
      id: `${source}:${id}`,
      source,
      objectId: id,
      displayName: nameOf(displayName) || id,
      isBuiltIn: isBuiltIn === true,
      isEnabled: isEnabled !== false,
      // The permissions themselves are long and never shown; a change of them is what matters.
      permissionsHash: contentHash(rolePermissions).slice(0, 32),
    };
  },
});

/** Reads the role definitions of the directory and of Intune; one that cannot be read keeps its earlier ones. */
export function handle(work: Work<z.infer<typeof connectionInput>>, needs: SyncDependencies): Promise<WorkResult> {
  return syncListings(work, needs, "role-definitions", [
    definitionsOf("directory", "directoryRoleDefinitions"),
    definitionsOf("intune", "intuneRoleDefinitions"),
  ]);
}
