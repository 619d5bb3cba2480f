import { hashOfTargets, targetsIn } from "../policies/assignment-set.ts";
import { contentHashOf, type PolicyBody } from "./restore-content.ts";

/** The content of a policy and whom it is assigned to, as one value; `absent` for none. */
export function wholeStateOf(body: PolicyBody | "absent"): string {
  if (body === "absent") return body;
  const targets = targetsIn(body.assignments);
  return `${contentHashOf(body)}.${targets === undefined ? "unknown" : hashOfTargets(targets)}`;
}
