import type { writeView } from "../../../shared/contract/view-routes.ts";
import type { ViewAnswer } from "../../../shared/contract/views.ts";
import { ApiError } from "../api/client.ts";
import type { BodyOf } from "../api/route-types.ts";
import { useWrite } from "../api/use-api.ts";

type Filters = BodyOf<typeof writeView>["filters"];
const randomLength = 13;

/**
 * Saves a view for the workspace, or replaces the one that has its name. Answers the error, or null when it is saved.
 * A filter that the API does not know is an error of the API.
 */
export function useSaveView(ws: string, shared: readonly ViewAnswer[]) {
  const write = useWrite<typeof writeView>("PUT", "/api/workspaces/{ws}/views/{view}");
  return async (name: string, filters: Filters): Promise<ApiError | null> => {
    const known = shared.find((view) => view.name === name && view.isChangeable)?.id;
    // Longer random ids look like secrets, which the API refuses.
    const view = known ?? `view-${crypto.randomUUID().slice(0, randomLength)}`;
    try {
      await write.mutateAsync({ parameters: { ws, view }, body: { name, filters } });
      return null;
    } catch (error) {
      return error instanceof ApiError ? error : new ApiError(0, undefined);
    }
  };
}
