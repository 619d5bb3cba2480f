import { storedDigest, storePlan } from "../../security/stored-plans.ts";
import type { Call } from "../events.ts";
import type { World } from "../world.ts";

const path = (id: string, what: string) => `/api/workspaces/acme/plans/${id}/${what}`;
const scope = { workspaceId: "acme", environmentId: "acme-prod" };
const note = "Agreed in change 4711.";
const decision =
  (how: "approve" | "refuse") =>
  (id: string): Call => ({
    method: "POST",
    path: path(id, "decision"),
    body: { decision: how, digest: storedDigest, note },
  });

/** What people decide about plans. */
export const auditedPlanActions: readonly {
  readonly name: string;
  readonly action: string;
  readonly arrange: (world: World) => Promise<string>;
  readonly request: (id: string) => Call;
}[] = [
  {
    name: "requesting an approval",
    action: "plan.approval_requested",
    arrange: (world) => storePlan(world, scope),
    request: (id) => ({ method: "POST", path: path(id, "request"), body: { note } }),
  },
  {
    name: "approving a plan",
    action: "plan.approved",
    arrange: (world) => storePlan(world, scope, "manager"),
    request: decision("approve"),
  },
  {
    name: "refusing a plan",
    action: "plan.refused",
    arrange: (world) => storePlan(world, scope, "manager"),
    request: decision("refuse"),
  },
];
