import { storePromise } from "../../security/stored-content.ts";
import type { Call } from "../events.ts";
import type { World } from "../world.ts";

interface AuditedPromiseAction {
  readonly name: string;
  readonly action: string;
  readonly arrange?: (world: World) => Promise<string>;
  readonly request: (id: string) => Call;
}

const promises = "/api/workspaces/acme/promises";
const body = { name: "Daily backup", proof: "backup", withinSeconds: 86_400, environments: "all" };
const arrange = (world: World) => storePromise(world, { workspaceId: "acme", environmentId: "acme-prod" });

/** Changes of promises by people. */
export const auditedPromiseActions: readonly AuditedPromiseAction[] = [
  {
    name: "making a promise",
    action: "promise.written",
    request: () => ({ method: "POST", path: promises, body }),
  },
  {
    name: "changing a promise",
    action: "promise.written",
    arrange,
    request: (id) => ({ method: "PUT", path: `${promises}/${id}`, body: { ...body, rev: 1 } }),
  },
  {
    name: "ending a promise",
    action: "promise.removed",
    arrange,
    request: (id) => ({ method: "DELETE", path: `${promises}/${id}` }),
  },
  {
    name: "excepting an environment",
    action: "promise.exception_changed",
    arrange,
    request: (id) => ({
      method: "PUT",
      path: `${promises}/${id}/exceptions/acme-prod`,
      body: { until: "2026-03-03T09:00:00.000Z", reason: "Moves to another tenant." },
    }),
  },
];
