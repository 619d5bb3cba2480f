import { QueryCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { batchGet } from "../ledger/batch-get.ts";
import { itemKey, proofPartition } from "../ledger/keys.ts";
import { createStore, type StoreTarget } from "../ledger/store.ts";
import { isLaterInstant } from "../run/generation.ts";
import { type ProofKind, proofKinds } from "../run/proof-kinds.ts";
import type { Run } from "../run/run.ts";

/** A full success that proves something of an environment, as of the first claim of its run. */
const proof = z.object({ runId: z.string(), asOf: z.string() });
export type Proof = z.infer<typeof proof>;
export type ProofsOfEnvironment = Readonly<Partial<Record<ProofKind, Proof>>>;

/** Proofs by environment. */
export interface ProofReading {
  /** What is proven of an environment; undefined when that was not read. */
  of(environmentId: string): ProofsOfEnvironment | undefined;
}

/** 1 MB a page: about 4,000 environments with one kind, 2,000 with all. A workspace has at most 1,000. */
const pagesMax = 4;
const keyed = z.looseObject({ sk: z.string() });

/**
 * The newest proof of each kind, one item for each environment, kept beside the success pointers: those are one for each
 * line of work, and a promise is about the environment. A proof is only ever replaced by a later one, so reads may lag
 * without calling anything proven that is not.
 */
export function createEnvironmentProofs(target: StoreTarget) {
  const store = createStore(target);
  const { client, tableName } = target;

  return {
    /** Stores what a full success proves, unless a later one is stored. Idempotent and independent of order. */
    async record(workspaceId: string, environmentId: string, kind: ProofKind, { runId, asOf }: Proof): Promise<void> {
      const condition =
        `attribute_not_exists(#${kind}) OR #${kind}.#asOf < :asOf ` +
        // Two runs claimed in the same millisecond: the same one wins in any order.
        `OR (#${kind}.#asOf = :asOf AND #${kind}.#runId < :runId)`;
      const values = { proof: { runId, asOf }, asOf, runId };
      await store.update(
        itemKey(proofPartition(workspaceId), environmentId),
        `SET #${kind} = :proof`,
        condition,
        values,
      );
    },

    /** Proofs of these environments, or of all. Only listed ones can be read consistently. */
    async read(
      workspaceId: string,
      environments: "all" | readonly string[],
      { isConsistent = false } = {},
    ): Promise<ProofReading> {
      if (environments !== "all") {
        const keys = environments.map((id) => itemKey(proofPartition(workspaceId), id));
        const items = await batchGet({ ...target, isConsistent }, keys);
        return { of: readingOf(items, (id) => environments.includes(id)) };
      }
      const items: Record<string, unknown>[] = [];
      let next: Record<string, unknown> | undefined;
      for (let page = 0; page < pagesMax; page++) {
        const answer = await client.send(
          new QueryCommand({
            TableName: tableName,
            KeyConditionExpression: "pk = :pk",
            ExpressionAttributeValues: { ":pk": proofPartition(workspaceId) },
            ...(next && { ExclusiveStartKey: next }),
          }),
        );
        items.push(...(answer.Items ?? []));
        next = answer.LastEvaluatedKey;
        if (next === undefined) return { of: readingOf(items, () => true) };
      }
      const { sk: end } = keyed.parse(next);
      return { of: readingOf(items, (id) => id <= end) };
    },
  };
}
export type EnvironmentProofs = ReturnType<typeof createEnvironmentProofs>;

/** A kind whose stored value cannot be read has no proof. */
function readingOf(items: readonly Record<string, unknown>[], isRead: (id: string) => boolean): ProofReading["of"] {
  const byEnvironment = new Map(items.map((item) => [keyed.parse(item).sk, item]));
  return (id) => {
    if (!isRead(id)) return undefined;
    const item = byEnvironment.get(id) ?? {};
    return Object.fromEntries(
      proofKinds.flatMap((kind) => {
        const read = proof.safeParse(item[kind]);
        return read.success ? [[kind, read.data] as const] : [];
      }),
    );
  };
}

/**
 * What an ended run proves of its environment; undefined when it proves nothing. Its work has begun by `now`, the time of
 * the table: an instant after that comes from a host whose clock is ahead, and would keep a promise for too long.
 */
export function proofOf(
  run: Run,
  operation: { readonly proves: ProofKind | "nothing" } | undefined,
  now: Date,
): { readonly environmentId: string; readonly kind: ProofKind; readonly proof: Proof } | undefined {
  const { environmentId, status, outcome } = run;
  const kind = operation?.proves ?? "nothing";
  if (kind === "nothing" || environmentId === null || status !== "completed" || outcome !== "succeeded")
    return undefined;
  // Without a claim only the start is known; the older instant never makes a proof look newer than it is.
  const asOf = [run.startedAt ?? run.createdAt, run.createdAt].find((at) => !isLaterInstant(at, now.toISOString()));
  return asOf === undefined ? undefined : { environmentId, kind, proof: { runId: run.id, asOf } };
}
