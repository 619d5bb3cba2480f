import type * as z from "zod";
import type { Access } from "../../../shared/access/access-store.ts";
import type { evidenceComparison } from "../../../shared/contract/policies.ts";
import { compareEvidence } from "../../../shared/contract/policy-routes.ts";
import type { createEvidenceSnapshots } from "../../../shared/records/evidence-snapshots.ts";
import type { RecordScope } from "../../../shared/records/record-store.ts";
import { readEndpoint } from "../../middleware/endpoint.ts";
import { notFound } from "../../middleware/errors.ts";
import { environmentOr404, need } from "../../middleware/scope-guard.ts";
import { isRecordId } from "../../representations/record-access.ts";

type Evidence = ReturnType<typeof createEvidenceSnapshots>;
type Entry = NonNullable<Awaited<ReturnType<Evidence["findComparable"]>>>["entries"][number];

interface Dependencies {
  readonly access: Access;
  readonly evidence: Pick<Evidence, "findComparable" | "earlierThan">;
}

/** Snapshots examined for an earlier one that still holds its entries, on either side in the list. */
const earlierMax = 20;

/** What an evidence snapshot holds differently from an earlier one. */
export const compareEvidenceEndpoint = ({ access, evidence }: Dependencies) =>
  readEndpoint(compareEvidence, async ({ caller, param, query }) => {
    const member = await environmentOr404(access, caller, param("ws"), param("env"));
    const scope = { workspaceId: member.workspace.id, environmentId: member.environment.id };
    const find = async (id: string) => (isRecordId(id) ? evidence.findComparable(scope, id) : undefined);
    const snapshot = await find(param("id"));
    if (snapshot === undefined) throw notFound();
    need(member, compareEvidence.capability);

    const earlier = await (query.with === undefined ? findEarlier(scope, snapshot, evidence) : find(query.with));
    if (query.with !== undefined && earlier === undefined) throw notFound();
    const body: z.input<typeof evidenceComparison> =
      earlier === undefined
        ? { with: null, counts: { added: 0, removed: 0, changed: 0, unchanged: 0 }, policies: [] }
        : { with: earlier.id, ...differencesOf(earlier.entries, snapshot.entries) };
    return { status: 200, body };
  });

/** The last usable snapshot that was generated before. */
async function findEarlier(
  scope: RecordScope,
  snapshot: { readonly id: string; readonly n?: number | undefined },
  evidence: Dependencies["evidence"],
) {
  for (const { id } of await evidence.earlierThan(scope, snapshot, earlierMax)) {
    const earlier = await evidence.findComparable(scope, id);
    if (earlier !== undefined) return earlier;
  }
  return undefined;
}

function differencesOf(before: readonly Entry[], after: readonly Entry[]) {
  const [old, current] = [before, after].map((all) => new Map(all.map((one) => [one.policyId, one])));
  const policies = [...new Map([...(old ?? []), ...(current ?? [])]).values()].flatMap((entry) => {
    const { policyId, displayName, collection } = entry;
    const [from, to] = [old?.get(policyId)?.contentHash ?? null, current?.get(policyId)?.contentHash ?? null];
    if (from === to) return [];
    const change = from === null ? ("added" as const) : to === null ? ("removed" as const) : ("changed" as const);
    return [{ policyId, displayName, collection, change, from, to }];
  });
  const count = (wanted: string) => policies.filter(({ change }) => change === wanted).length;
  const [added, removed, changed] = [count("added"), count("removed"), count("changed")];
  return {
    counts: { added, removed, changed, unchanged: after.length - added - changed },
    policies: policies.toSorted((a, b) => a.displayName.localeCompare(b.displayName, "en")),
  };
}
