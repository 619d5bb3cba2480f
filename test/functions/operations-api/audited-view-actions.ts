import { workspaceKey } from "../../../shared/ledger/keys.ts";
import type { Call } from "../events.ts";
import type { World } from "../world.ts";

interface AuditedViewAction {
  readonly name: string;
  readonly action: string;
  readonly arrange?: (world: World) => Promise<string>;
  readonly request: (id: string) => Call;
}

/** Changes of saved views by people. */
export const auditedViewActions: readonly AuditedViewAction[] = [
  {
    name: "saving a view",
    action: "saved_view.written",
    request: () => ({
      method: "PUT",
      path: "/api/workspaces/acme/views/failed",
      body: { name: "Failed", filters: { tab: "failed" } },
    }),
  },
  {
    name: "removing a view",
    action: "saved_view.removed",
    async arrange(world) {
      const by = { id: "chief", name: "Chief" };
      const views = [{ id: "failed", name: "Failed", filters: {}, by, at: "2026-03-01T09:00:00.000Z" }];
      await world.put({ ...workspaceKey("acme", "VIEWS"), version: 1, views });
      return "failed";
    },
    request: (id) => ({ method: "DELETE", path: `/api/workspaces/acme/views/${id}` }),
  },
];
