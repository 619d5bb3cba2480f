import type { ApprovalConfiguration } from "./explore-approvals.ts";

/** Orders of approval, refusal, execution, expiry and lost rights that are explored completely. */
export const approvalConfigurations: readonly ApprovalConfiguration[] = [
  { name: "two runs", actors: ["bob approves", "run-1", "run-2"], events: [] },
  { name: "attempts", actors: ["bob approves", "run-1"], events: ["crash", "take over"] },
  { name: "refusal", actors: ["bob approves", "carol refuses", "run-1"], events: ["crash"] },
  { name: "expiry", actors: ["bob approves", "run-1"], events: ["expire", "crash"] },
  { name: "requester removed", actors: ["bob approves", "run-1"], events: ["remove requester", "crash"] },
  { name: "approver removed", actors: ["bob approves", "run-1"], events: ["remove bob", "crash", "take over"] },
  { name: "moved world", actors: ["bob approves", "run-1"], events: ["move", "crash", "take over"] },
  { name: "own accounts", actors: ["alice approves", "alice-admin approves", "run-1"], events: [] },
  { name: "late request", isRequested: false, actors: ["request", "bob approves", "run-1"], events: ["crash"] },
];
