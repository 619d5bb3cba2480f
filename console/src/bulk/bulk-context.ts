import { createContext, useContext } from "react";
import type * as z from "zod";
import type { bulkAction } from "../../../shared/contract/bulk-actions.ts";

export type Bulk = z.infer<typeof bulkAction>;

/** Hands a bulk action to the frame of the console, which carries it on until it is complete. */
export const BulkActionsContext = createContext<{ follow(ws: string, bulk: Bulk): void }>({ follow: () => undefined });
export const useBulkActions = () => useContext(BulkActionsContext);
