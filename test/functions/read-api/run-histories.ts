import { BatchWriteCommand } from "@aws-sdk/lib-dynamodb";
import fc from "fast-check";
import { type Clock, plusSeconds } from "../../../shared/foundation/clock.ts";
import { dueShardOf, problemShardOf } from "../../../shared/ledger/keys.ts";
import { activeOpenKey, problemOpenKey } from "../../../shared/ledger/open-keys.ts";
import { baseItem } from "../../../shared/ledger/run-item.ts";
import { createSuccessPointer } from "../../../shared/ledger/success-pointer.ts";
import { correlationHashOf } from "../../../shared/run/identity.ts";
import { type EndOutcome, isProblem } from "../../../shared/run/status.ts";
import type { World } from "../world.ts";

interface Target extends Pick<World, "client" | "tableName" | "ids"> {
  readonly clock: Clock;
}

/** The state of a run at the end of its history. */
export interface Life {
  readonly workspaceId?: string;
  readonly environmentId: string | null;
  readonly type?: string;
  readonly state: "queued" | "running" | EndOutcome;
  /** Age, wait time and run time, in seconds. */
  readonly age: number;
  readonly waited?: number;
  readonly ran?: number;
  readonly initiator?: string;
  /** Shared by runs of the same work. */
  readonly work?: string;
  /** The sweep closed it because it was stale. */
  readonly closedAsStale?: boolean;
  /** A later success superseded it, and `run-events` has retired it. */
  readonly retired?: boolean;
  /** Its problem was stored by the previous release. */
  readonly isOldKey?: boolean;
  /** The reason code of its end and the code of its failure. */
  readonly reason?: string;
}

const types = ["policy.sync", "restore.execute", "provider.connection.check", "baseline.compare", "alerts.evaluate"];

/** Every state of a run, on both sides of its windows, for repeatable and one-off work. */
export const anyRunHistory: fc.Arbitrary<Life> = fc
  .record({
    environmentId: fc.constantFrom("acme-prod", "acme-lab", null),
    type: fc.constantFrom(...types),
    state: fc.constantFrom<Life["state"]>("queued", "running", "succeeded", "partially_succeeded", "blocked", "failed"),
    age: fc.constantFrom(5, 300, 700, 4000, 90_000, 6 * 86_400, 31 * 86_400),
    work: fc.constantFrom("a", "b"),
    initiator: fc.constantFrom("operator", "system"),
    closedAsStale: fc.boolean(),
    isOldKey: fc.boolean(),
  })
  .map((history) => ({
    ...history,
    closedAsStale: history.closedAsStale && history.state === "failed",
    waited: 1,
    ran: 3,
  }));

/**
 * Writes runs in their final state, with their success pointers. Other tests execute the transitions; this one needs
 * thousands of runs. Returns their ids in the given order.
 */
export async function writeHistory(world: Target, lives: readonly Life[]): Promise<string[]> {
  const items = lives.map((life) => itemOf(world, life));
  for (let start = 0; start < items.length; start += 25) {
    const batch = items.slice(start, start + 25).map(({ item }) => ({ PutRequest: { Item: item } }));
    await world.client.send(new BatchWriteCommand({ RequestItems: { [world.tableName]: batch } }));
  }
  const pointer = createSuccessPointer(world);
  for (const { life, scope, id, createdAt, completedAt } of newestSuccesses(items)) {
    if (life.state === "succeeded")
      await pointer.remember(scope, { runId: id, createdAt, completedAt, ...placeOf(createdAt) });
  }
  return items.map(({ id }) => id);
}

/** The generation of a run among the runs with its correlation key, in the order of creation. */
const placeOf = (createdAt: string) => ({ gen: Date.parse(createdAt), epoch: "epoch1" });

function itemOf(world: Pick<Target, "clock" | "ids">, life: Life) {
  const { environmentId, type = "policy.sync", state, work = "work", initiator = "operator" } = life;
  const { workspaceId = "acme", waited = 10, ran = 60 } = life;
  const created = new Date(world.clock.now().getTime() - life.age * 1000);
  const createdAt = created.toISOString();
  const startedAt = plusSeconds(created, waited);
  const completedAt = plusSeconds(created, waited + ran);
  const id = world.ids.next(created);
  const correlationHash = correlationHashOf(["work"], { work });
  const scope = { workspaceId, environmentId, type, correlationHash: correlationHash ?? "" };
  const isEnded = state !== "queued" && state !== "running";
  const isOpenProblem = isEnded && isProblem(state) && life.retired !== true;
  const item = {
    ...baseItem({
      id,
      type,
      workspaceId,
      environmentId,
      initiator: { id: initiator, name: initiator },
      createdAt,
      correlationHash,
      ...placeOf(createdAt),
      input: {},
      context: { providerConnectionId: "default" },
    }),
    status: isEnded ? "completed" : state,
    outcome: isEnded ? state : "pending",
    ...(state !== "queued" && { claims: [startedAt], attempt: 1 }),
    ...(state === "queued" && { dispatch: { version: 1, queue: "operations-long", at: createdAt } }),
    ...(isEnded && {
      completedAt,
      endedBy: {
        source: life.closedAsStale ? "scheduled_reconciler" : "worker",
        ...(isProblem(state) && life.reason !== undefined && { reasonCode: life.reason }),
      },
      ...(isProblem(state) &&
        life.reason !== undefined && { failures: [{ code: life.reason, message: "It failed." }] }),
    }),
    ...(life.closedAsStale && {
      reconciliation: {
        source: "scheduled_reconciler",
        adapter: null,
        decision: "reconciled_failed",
        reasonCode: "run.stale_running",
        previousStatus: "running",
        previousOutcome: "pending",
        reconciledAt: completedAt,
        evidence: {},
      },
    }),
    ...(!isEnded && {
      openKey: activeOpenKey(environmentId, id),
      dueShard: dueShardOf(id),
      dueAt: plusSeconds(world.clock.now(), 60),
    }),
    ...(isOpenProblem && {
      openKey: life.isOldKey
        ? `P#${environmentId ?? "-"}#${id}`
        : problemOpenKey({
            id,
            environmentId,
            type,
            correlationHash,
            outcome: state,
            decision: life.closedAsStale ? "reconciled_failed" : undefined,
            reasonCode: life.reason,
            failureCode: life.reason,
            ...placeOf(createdAt),
          }),
    }),
    ...(isEnded && isProblem(state) && { dueShard: problemShardOf(id), dueAt: completedAt }),
  };
  return { life, item, id, scope, createdAt, completedAt };
}

/** The newest success per correlation key, which supersedes all earlier problems. */
function newestSuccesses<One extends { life: Life; scope: object; createdAt: string }>(items: readonly One[]): One[] {
  const newest = new Map<string, One>();
  for (const one of items.filter(({ life }) => life.state === "succeeded")) {
    const key = JSON.stringify(one.scope);
    if ((newest.get(key)?.createdAt ?? "") <= one.createdAt) newest.set(key, one);
  }
  return [...newest.values()];
}
