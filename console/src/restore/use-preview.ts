import { useNavigate } from "react-router";
import type { startOperation } from "../../../shared/contract/operation-routes.ts";
import { useWrite } from "../api/use-api.ts";
import { recordPage } from "../runs/addresses.ts";

/** Most policies of one selection; no selection means all. */
export const selectedMax = 100;

interface Place {
  readonly ws: string;
  readonly env: string;
}

/** Starts a preview and opens its page, which follows it. */
export function usePreview({ ws, env }: Place) {
  const navigate = useNavigate();
  const start = useWrite<typeof startOperation>("POST", "/api/workspaces/{ws}/operations");
  return {
    isPending: start.isPending,
    error: start.error,
    /** Without ids, the whole set. */
    preview(backupSetId: string, policyIds: readonly string[]): void {
      const selected = policyIds.length > 0 ? { policyIds: [...policyIds] } : {};
      start.mutate(
        {
          parameters: { ws },
          body: { type: "restore.execute", environmentId: env, input: { backupSetId, dryRun: true, ...selected } },
        },
        {
          onSuccess({ run }) {
            // The record of a preview has the id of its run.
            if (run !== null) navigate(recordPage(ws, env, "restore-runs", run.id));
          },
        },
      );
    },
  };
}
