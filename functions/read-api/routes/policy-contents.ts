import type * as z from "zod";
import type { Access } from "../../../shared/access/access-store.ts";
import type { policyVersionPage } from "../../../shared/contract/policies.ts";
import {
  comparePolicyVersions,
  listPolicyVersions,
  showPolicyDocument,
} from "../../../shared/contract/policy-routes.ts";
import type { Clock } from "../../../shared/foundation/clock.ts";
import type { DisplayedPolicy } from "../../../shared/records/policy-record.ts";
import type { PolicyVersions } from "../../../shared/records/policy-versions.ts";
import type { RecordScope } from "../../../shared/records/record-store.ts";
import type { Caller } from "../../middleware/caller.ts";
import { type Endpoint, readEndpoint } from "../../middleware/endpoint.ts";
import { notFound } from "../../middleware/errors.ts";
import { environmentOr404, need } from "../../middleware/scope-guard.ts";
import { isRecordId } from "../../representations/record-access.ts";
import { comparisonOf, documentOf } from "../../representations/setting-comparison.ts";
import type { Cursors } from "../cursor.ts";

interface Dependencies {
  readonly access: Access;
  readonly policies: { findDisplayed(scope: RecordScope, id: string): Promise<DisplayedPolicy | undefined> };
  readonly versions: Pick<PolicyVersions, "history" | "findBodyOf">;
  readonly cursors: Cursors;
  readonly clock: Clock;
}

/** What a policy contains and contained: its versions, its document, and the difference of two versions. */
export function policyContentEndpoints({
  access,
  policies,
  versions,
  cursors,
  clock,
}: Dependencies): readonly Endpoint[] {
  /** The policy of a path, for a caller who may read policies. */
  async function policyOr404(caller: Caller, param: (name: string) => string) {
    const member = await environmentOr404(access, caller, param("ws"), param("env"));
    const scope = { workspaceId: member.workspace.id, environmentId: member.environment.id };
    const id = param("id");
    const policy = isRecordId(id) ? await policies.findDisplayed(scope, id) : undefined;
    if (policy === undefined) throw notFound();
    need(member, showPolicyDocument.capability);
    return { scope, policy };
  }

  const list = readEndpoint(listPolicyVersions, async ({ caller, param, query }) => {
    const filter = { environmentId: param("env"), policy: param("id") };
    const use = { caller: caller.sub, route: listPolicyVersions.name, workspaceId: param("ws"), filter };
    const after = await cursors.open(use, query.cursor);
    const { scope, policy } = await policyOr404(caller, param);
    const { entries, next } = await versions.history(scope, policy.id, {
      from: after ?? policy.contentHash,
      limit: query.limit,
    });
    const body: z.input<typeof policyVersionPage> = {
      items: entries.map(({ contentHash, storedAt, origin, archivedAt, purgedAt }) => ({
        contentHash,
        displayName: origin?.displayName ?? policy.displayName,
        settingCount: origin?.settingCount ?? null,
        seenAt: storedAt,
        operationRunId: origin?.runId ?? null,
        isCurrent: contentHash === policy.contentHash,
        archivedAt: archivedAt ?? null,
        purgedAt: purgedAt ?? null,
      })),
      appliedFilters: {},
      nextCursor: await cursors.seal(use, next),
      polling: { intervalSeconds: null },
      checkedAt: clock.now().toISOString(),
    };
    return { status: 200, body };
  });

  const show = readEndpoint(showPolicyDocument, async ({ caller, param, query }) => {
    const { scope, policy } = await policyOr404(caller, param);
    const contentHash = query.version ?? policy.contentHash;
    const text = await versions.findBodyOf(scope, policy.id, contentHash);
    const body = text === undefined ? undefined : documentOf(policy.id, contentHash, text);
    if (body === undefined) throw notFound();
    return { status: 200, body };
  });

  const compare = readEndpoint(comparePolicyVersions, async ({ caller, param, query }) => {
    const { scope, policy } = await policyOr404(caller, param);
    const to = query.to ?? policy.contentHash;
    const from = query.from ?? (await versionBefore(scope, policy, to));
    const texts = await Promise.all(
      [from, to].map((hash) => (hash === undefined ? undefined : versions.findBodyOf(scope, policy.id, hash))),
    );
    return { status: 200, body: comparisonOf(texts[0], texts[1]) };
  });

  /** The version that this one replaced. */
  async function versionBefore(scope: RecordScope, policy: DisplayedPolicy, to: string): Promise<string | undefined> {
    const { entries } = await versions.history(scope, policy.id, { from: to, limit: 1 });
    return entries[0]?.origin?.previous;
  }

  return [list, show, compare];
}
