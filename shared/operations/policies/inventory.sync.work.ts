import * as z from "zod";
import type { Work, WorkResult } from "../define-operation.ts";
import { nameOf } from "../provider/end-of-reads.ts";
import { type ListingDefinition, type SyncDependencies, syncListings } from "../provider/sync-listings.ts";
import { chosenTypes, type InventorySyncInput, type InventoryType } from "./inventory.sync.input.ts";

const named = z.looseObject({
  id: z.string().min(1).max(128),
  displayName: z.string().nullish(),
  name: z.string().nullish(),
  lastModifiedDateTime: z.string().nullish(),
  modifiedDateTime: z.string().nullish(),
  version: z.union([z.string(), z.number()]).nullish(),
});

/** Reads the chosen types; a type that could not be read keeps its earlier items. */
export function handle(work: Work<InventorySyncInput>, needs: SyncDependencies): Promise<WorkResult> {
  return syncListings(work, needs, "inventory", chosenTypes(work.input.types).map(listingOf));
}

function listingOf(type: InventoryType): ListingDefinition {
  return {
    id: `inventory.${type}`,
    call: type,
    take(item) {
      const read = named.safeParse(item);
      if (!read.success) return undefined;
      const { id, displayName, name, lastModifiedDateTime, modifiedDateTime } = read.data;
      const modifiedAt = lastModifiedDateTime ?? modifiedDateTime;
      return {
        id: `${type}:${id}`,
        type,
        objectId: id,
        displayName: nameOf(displayName ?? name) || id,
        ...(typeof modifiedAt === "string" && { modifiedAt: modifiedAt.slice(0, 40) }),
      };
    },
  };
}
