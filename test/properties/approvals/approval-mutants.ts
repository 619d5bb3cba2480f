// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are pieces of source text.

import type { Mutant } from "../interleavings/mutant.ts";

const approvals = "shared/records/plan-approvals.ts";
const admission = "functions/worker/plan-admission.ts";
const work = "shared/operations/plans/work-on-plan.ts";

/** One clause of the approval removed. */
export const approvalMutants: readonly Mutant[] = [
  {
    name: "a second run binds an approval",
    file: approvals,
    from: "(attribute_not_exists(#record.#executedBy) AND #record.#executeBefore > :now))",
    to: "#record.#executeBefore > :now)",
    configuration: "two runs",
  },
  {
    name: "a plan is bound without an approval",
    file: approvals,
    from: '"#record.#state = :approved AND #record.#digest = :digest AND #record.#decision.#digest = :digest AND "',
    to: '"#record.#digest = :digest AND "',
    configuration: "refusal",
  },
  {
    name: "an approval is bound after its time",
    file: approvals,
    from: "attribute_not_exists(#record.#executedBy) AND #record.#executeBefore > :now))",
    to: "attribute_not_exists(#record.#executedBy)))",
    configuration: "expiry",
  },
  {
    name: "a refusal takes back an approval at work",
    file: approvals,
    from: '" OR (#record.#state = :approved AND attribute_not_exists(#record.#executedBy)))"',
    to: '" OR #record.#state = :approved)"',
    configuration: "refusal",
  },
  {
    name: "an approval cannot be taken back",
    file: approvals,
    from: '" OR (#record.#state = :approved AND attribute_not_exists(#record.#executedBy)))"',
    to: '")"',
    configuration: "refusal",
  },
  {
    name: "the owner of the requesting client approves",
    file: approvals,
    from: '["requester.#id", "requester.#ownerId"]',
    to: '["requester.#id"]',
    configuration: "own accounts",
  },
  {
    name: "the requester's rights are not asked for again",
    file: admission,
    from: "if (requester === undefined) return lapsed;",
    to: "",
    configuration: "requester removed",
  },
  {
    name: "the approver's rights are not asked for again",
    file: admission,
    from: 'if (decider?.kind !== "person") return lapsed;',
    to: "if (decider === undefined) return undefined;",
    configuration: "approver removed",
  },
  {
    name: "only the first attempt asks for the approval",
    file: work,
    from: "const refusal = isApproved\n",
    to: 'const refusal = isApproved && known.status === "planned"\n',
    configuration: "approver removed",
  },
  {
    name: "the world is not read before the first write",
    file: work,
    from: "if (moved.length > 0 && !mayHaveWritten) {",
    to: "if (moved.length > changes.length) {",
    configuration: "moved world",
  },
  {
    name: "the world is compared after own writes",
    file: work,
    from: "if (moved.length > 0 && !mayHaveWritten) {",
    to: "if (moved.length > 0) {",
    configuration: "moved world",
  },
  {
    name: "a begun plan is not compared with the world again",
    file: work,
    from: "const moved = hasBegun ? other : [...gone, ...other];",
    to: "const moved = hasBegun ? [] : [...gone, ...other];",
    configuration: "moved world",
  },
  {
    name: "a run binds a plan without its requested approval",
    file: "shared/records/plans.ts",
    from: '${isApproved ? "" : ` AND ${isWithoutRequest}`}',
    to: "",
    configuration: "late request",
  },
  {
    name: "a request does not mark its plan",
    file: "shared/records/plan-marks.ts",
    from: "AND #record.#expiresAt > :now AND ${isWithoutRequest}`",
    to: "AND #record.#expiresAt > :now OR attribute_exists(#record.#status)`",
    configuration: "late request",
  },
];
