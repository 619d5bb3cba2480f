import type { listEnvironments } from "../../../shared/contract/workspace-routes.ts";
import { useRead } from "../api/use-api.ts";

/** What people call an environment of a workspace; an id that this reader knows no name for stands for itself. */
export function usePlaceNames(ws: string): (id: string) => string {
  const { data } = useRead<typeof listEnvironments>("/api/workspaces/{ws}/environments", { ws });
  return (id) => data?.items.find((place) => place.id === id)?.name ?? id;
}

interface PlaceNameProps {
  readonly ws: string;
  readonly id: string | null;
}

/** The name of an environment, or a dash for what belongs to the workspace as a whole. */
export function PlaceName({ ws, id }: PlaceNameProps) {
  const nameOf = usePlaceNames(ws);
  return id === null ? "–" : nameOf(id);
}
