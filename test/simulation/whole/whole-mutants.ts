// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are pieces of source text.

import type { Mutant } from "../mutant.ts";

/** One fault for each guarantee of records, provider and pages (W1 to W7 of docs/reliability.md). */
export const wholeMutants: readonly Mutant[] = [
  {
    named: "a recreated policy is created again",
    text: {
      file: "shared/operations/restores/restore-target.ts",
      from: "if (binding === undefined || passed.has(binding.boundId)) {",
      to: "if (binding === undefined || binding !== undefined) {",
    },
    invariant: "W1",
    detectedAs: "twice, as",
    startCount: 10,
    realStartCount: 40,
    firstSeed: 6,
  },
  {
    named: "a policy of the same name is taken for the same",
    text: {
      file: "shared/records/policy-change.ts",
      from: "before.normalHash === policy.normalHash;",
      to: "before.displayName === policy.displayName;",
    },
    invariant: "W2",
    detectedAs: "is stored as it never was",
    realStartCount: 15,
  },
  {
    named: "a collection is complete while it is read",
    text: {
      file: "shared/operations/policies/policy-sync-work.ts",
      from: "{ ...source, collection, isComplete: false, failedItems: 0 });",
      to: "{ ...source, collection, isComplete: true, failedItems: 0 });",
    },
    invariant: "W3",
    detectedAs: "is whole and true of no one sync",
    realStartCount: 15,
  },
  {
    named: "problems are left out of what needs attention",
    text: {
      file: "functions/read-api/counts.ts",
      from: "value: stale.value + followUp.value,",
      to: "value: stale.value,",
    },
    invariant: "W4",
    detectedAs: "the summary counts",
    realStartCount: 15,
  },
  {
    named: "a failure offers no acknowledge",
    text: {
      file: "shared/derived/actions.ts",
      from: 'actionability.isCurrentFollowUp && actionability.reasonCode !== "newer_version" && mayJudge(operation, can),',
      to: 'actionability.status === "requires_manual_review" && actionability.reasonCode !== "newer_version" && mayJudge(operation, can),',
    },
    invariant: "W5",
    detectedAs: " offers ",
    realStartCount: 15,
  },
  {
    named: "an update that was ended keeps its hold on the backup set",
    text: {
      file: "shared/operations/backups/backup_set.update.ts",
      from: '    settleRecords: () => import("./backup_set.update.proof.ts"),',
      to: '    settleRecords: "no_records",',
    },
    invariant: "W6",
    detectedAs: " although ",
    realStartCount: 15,
    firstSeed: 7,
  },
  {
    named: "a record has a field that release 0.1 refuses",
    text: {
      file: "shared/records/provider-connections.ts",
      from: 'change.push("#checkedBy = :by")',
      to: 'change.push("#record.#checkedBy = :by")',
    },
    invariant: "W7",
    detectedAs: "release 0.1 cannot read",
    realStartCount: 15,
  },
];
