import { createHash } from "node:crypto";
import { expect, it } from "vitest";
import { runRulesVersion } from "../../shared/derived/run-rules.ts";
import { type BundleFacts, bundleFacts } from "../../shared/presenter/bundle/bundle-facts.ts";
import { historyOf, statedOf, verdictsOf } from "../../shared/presenter/bundle/bundle-verdicts.ts";
import { canonicalJson } from "../../shared/run/identity.ts";
import { runOutcomes, runStatuses } from "../../shared/run/status.ts";
import { aRun, lifecycle, reconciledBy, secondsAgo } from "./runs.ts";

/** Digests of all verdicts about the runs below, by the version of the rules that gave them. */
const recorded: Readonly<Record<number, string>> = {
  1: "e23caaa21f97ce82521bba4e1b4220307bc0213eee0a3b9eeba66631ce8f7f7c",
};

const placed = { gen: 1, epoch: "e", correlationHash: "c", createdAt: secondsAgo(600), startedAt: secondsAgo(500) };
const healthy = { id: "default", displayName: "Contoso", baseUrl: "https://provider.example/v1.0", isEnabled: true };
const checked = { consentStatus: "granted", verificationStatus: "healthy", lastHealthCheckAt: secondsAgo(0) };
const proofs = [
  { successes: [] },
  { successes: [{ runId: "later", gen: 2, epoch: "e", createdAt: secondsAgo(300), completedAt: secondsAgo(200) }] },
  {
    successes: [],
    usable: {
      ...{ type: "environment_review", id: "review", operationRunId: "later", gen: 2, epoch: "e" },
      ...{ usableAt: secondsAgo(200), usableUntil: secondsAgo(-3600) },
    },
  },
  { successes: [], connection: { ...healthy, ...checked } },
  { successes: [], connection: { ...healthy, ...checked, isEnabled: false } },
];
const kinds = [
  {},
  { context: { providerConnectionId: "default", reconciliation: reconciledBy("run.stale_running") } },
  { context: { reconciliation: reconciledBy("policy_sync.ambiguous", "attention_required") } },
  { acknowledged: { by: "operator", at: secondsAgo(100), note: "Known." } },
  {
    failures: [{ code: "provider_connection_blocked", message: "Blocked." }],
    context: { providerConnectionId: "default" },
  },
];

function* everyFacts(): Generator<BundleFacts> {
  for (const status of runStatuses)
    for (const outcome of runOutcomes)
      for (const actionability of ["current_state", "later_success", "artifact_or_later_success", "manual_review"])
        for (const kind of kinds)
          for (const proven of proofs)
            for (const hasAdapter of [true, false]) {
              const ended = status === "completed" ? { completedAt: secondsAgo(400) } : {};
              const operation = {
                actionability,
                ownership: "environment",
                lifecycle,
                hasAdapter,
                isProvenByRecord: true,
              };
              yield bundleFacts.parse({
                run: aRun({ ...placed, status, outcome, ...ended, ...kind }),
                operation,
                proofs: proven,
              });
            }
}

it("the version of the rules names the verdicts that they give", () => {
  const hash = createHash("sha256");
  for (const facts of everyFacts()) {
    const stated = verdictsOf(facts).map((verdict) => statedOf(facts, verdict));
    hash.update(canonicalJson(JSON.parse(JSON.stringify([stated, historyOf(facts)]))));
  }

  expect({ [runRulesVersion]: hash.digest("hex") }).toEqual(recorded);
});
