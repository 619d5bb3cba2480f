import type { listEnvironments } from "../../../shared/contract/workspace-routes.ts";
import { useRead } from "../api/use-api.ts";

/** Environment names of a workspace; unknown ids are shown as they are. */
export function usePlaceNames(ws: string): (id: string) => string {
  const { data } = useRead<typeof listEnvironments>("/api/workspaces/{ws}/environments", { ws });
  return (id) => data?.items.find((place) => place.id === id)?.name ?? id;
}

interface PlaceNameProps {
  readonly ws: string;
  readonly id: string | null;
}

/** The environment's name, or a dash for workspace-level work. */
export function PlaceName({ ws, id }: PlaceNameProps) {
  const nameOf = usePlaceNames(ws);
  return id === null ? "–" : nameOf(id);
}
