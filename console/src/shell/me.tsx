import { createContext, useContext } from "react";
import type * as z from "zod";
import type { me } from "../../../shared/contract/people.ts";

export type Me = z.infer<typeof me>;

export const MeContext = createContext<Me | undefined>(undefined);

export function useMe(): Me {
  const caller = useContext(MeContext);
  if (caller === undefined) throw new Error("useCaller requires a loaded caller");
  return caller;
}

/** A workspace as the reader sees it. For other workspaces the API decides what to return. */
export function useWorkspace(id: string) {
  const workspace = useMe().workspaces.find((mine) => mine.id === id);
  return {
    name: workspace?.name ?? id,
    /** The reader sees the whole workspace, not single environments of it. */
    isWhole: workspace?.environments === "all",
    can: (capability: string) => workspace?.capabilities.includes(capability) === true,
  };
}
