import { BatchWriteCommand } from "@aws-sdk/lib-dynamodb";
import { causeKeyOf } from "../shared/actionability/cause-key.ts";
import { randomIds, ulid } from "../shared/foundation/ids.ts";
import type { Item } from "../shared/ledger/item.ts";
import { problemShardOf, ttlAttribute, userKey } from "../shared/ledger/keys.ts";
import { type EndedProblem, openPlaceOf, problemOpenKey } from "../shared/ledger/open-keys.ts";
import { type NewRun, parseRun, queuedRunItem } from "../shared/ledger/run-item.ts";
import { correlationHashOf } from "../shared/run/identity.ts";
import { systemInitiator } from "../shared/run/run.ts";
import { randomFrom } from "../test/support/ids.ts";
import type { Place } from "./scenario-play.ts";

export const environmentCount = 20;
const secondsBetweenStarts = 30;
/** One run in this many was started by a user, who is notified; the platform started the others. */
const personStartsOneIn = 4;
const notificationDays = 90;
/** In each of sixteen shards more failures than a page reads. */
const failuresElsewhere = 2200;
const failingOneIn = 33;
/** The amount of open work does not depend on the history. */
const activeCount = 20;
const openProblemCount = 30;
export const environmentIdOf = (at: number, environments = environmentCount) =>
  `env-${String(at % environments).padStart(2, "0")}`;

/** What a history holds besides its ended runs. */
export interface SeededWork {
  readonly active: number;
  readonly open: number;
  readonly environments: number;
  readonly hasNotifications: boolean;
}
const standardWork: SeededWork = {
  active: activeCount,
  open: openProblemCount,
  environments: environmentCount,
  hasNotifications: true,
};

/**
 * The stored runs of a workspace from the `from`th newest to the `to`th: one start every half minute before `now`,
 * 97 % succeeded, 3 % failed. The newest few are active, some of the newest problems are open, so a longer history has
 * the same open work. Each completion has its notification, within the retention.
 */
export function* runItems(from: number, to: number, now: Date, work = standardWork): Generator<Item> {
  const random = randomFrom(from + 1);
  for (let at = from; at < to; at++) {
    const createdAt = new Date(now.getTime() - (at + 1) * secondsBetweenStarts * 1000);
    const start = newRun(at, ulid(createdAt, random), createdAt, { environments: work.environments });
    if (at < work.active) {
      yield activeItem(start, now);
      continue;
    }
    yield endedItem(start, createdAt, at, work.open);
    if (work.hasNotifications && start.initiator.id !== systemInitiator.id)
      yield* notificationItems(start, createdAt, now);
  }
}

/**
 * Failures in another workspace two days before `now` and earlier: the platform plane fills its pages from all workspaces,
 * even when the history of one is short.
 */
export function* elsewhereItems(now: Date): Generator<Item> {
  const random = randomFrom(0);
  for (let count = 0; count < failuresElsewhere; count++) {
    const createdAt = new Date(now.getTime() - 48 * 3_600_000 - count * secondsBetweenStarts * 1000);
    const at = count * failingOneIn;
    const { openKey: _open, ...item } = endedItem(
      newRun(at, ulid(createdAt, random), createdAt, { workspaceId: "globex" }),
      createdAt,
      at,
    );
    yield item;
  }
}

/** Runs of the other workspace that no worker claimed and that are due for a sweep at `now`. */
export function staleItems(count: number, now: Date): Item[] {
  const createdAt = new Date(now.getTime() - 3 * 3_600_000);
  return Array.from({ length: count }, (_, at) => {
    const start = newRun(at, randomIds.next(createdAt), createdAt, { workspaceId: "globex" });
    return { ...queuedRunItem(start, "t", createdAt.toISOString()), dispatch: dispatchAt(createdAt) };
  });
}

/**
 * Problems of the last day in all environments, each of which is open. `selections` is the number of selections of
 * policies that fail in an environment, each of which is a line of its own.
 */
export function openProblemItems(count: number, environments: number, now: Date, selections = 7): Item[] {
  const random = randomFrom(-1);
  const millisBetween = 86_400_000 / (count + 1);
  return Array.from({ length: count }, (_, at) => {
    const createdAt = new Date(now.getTime() - (at + 1) * millisBetween);
    const selection = Math.floor(at / environments) % selections;
    return endedItem(newRun(at, ulid(createdAt, random), createdAt, { environments, selection }), createdAt, 0, 1);
  });
}

/** Active runs of the last minutes in all environments, none of which can be late. */
export function activeItems(count: number, environments: number, now: Date): Item[] {
  const random = randomFrom(-2);
  const millisBetween = 120_000 / count;
  return Array.from({ length: count }, (_, at) => {
    const createdAt = new Date(now.getTime() - (at + 1) * millisBetween);
    return activeItem(newRun(at, ulid(createdAt, random), createdAt, { environments }), now);
  });
}

function newRun(
  at: number,
  id: string,
  createdAt: Date,
  { workspaceId = "acme", environments = environmentCount, selection = at % 7 } = {},
): NewRun {
  const context = {
    providerConnectionId: "01JNBSRT00CONNECTION000001",
    selectionHash: `selection-${selection}-of-some-policies`,
  };
  return {
    id,
    type: at % 5 === 0 ? "provider.connection.check" : "policy.sync",
    workspaceId,
    environmentId: environmentIdOf(at, environments),
    initiator: at % personStartsOneIn === 0 ? { id: "owner", name: "Owner" } : systemInitiator,
    createdAt: createdAt.toISOString(),
    correlationHash: correlationHashOf(["selectionHash"], context),
    input: { providerConnectionId: context.providerConnectionId },
    context,
  };
}

const dispatchAt = (createdAt: Date) => ({
  version: 1,
  queue: "operations-long",
  at: createdAt.toISOString(),
  jobId: "4b1e6a0e-4d0a-4c55-9d30-0f6f0a0c1d2e",
});

const completedAfter = (createdAt: Date) => new Date(createdAt.getTime() + 9_000);

function activeItem(start: NewRun, now: Date): Item {
  return { ...queuedRunItem(start, "t", new Date(now.getTime() + 3_600_000).toISOString()), dispatch: dispatchAt(now) };
}

function endedItem(start: NewRun, createdAt: Date, at: number, open = openProblemCount): Item {
  const {
    requestToken: _token,
    openKey: _open,
    dueShard: _shard,
    dueAt: _due,
    ...item
  } = queuedRunItem(start, "t", "");
  const completedAt = completedAfter(createdAt).toISOString();
  const common = {
    ...item,
    status: "completed",
    claims: [new Date(createdAt.getTime() + 1_000).toISOString()],
    attempt: 1,
    dispatch: dispatchAt(createdAt),
    completedAt,
  };
  if (at % failingOneIn !== 0) {
    const summaryCounts = { total: 87, processed: 87, created: 3, updated: 4, unchanged: 80 };
    return { ...common, outcome: "succeeded", endedBy: { source: "worker" }, summaryCounts };
  }
  return {
    ...common,
    outcome: "failed",
    endedBy: { source: "worker", reasonCode: "run.handler_failed" },
    failures: [{ code: "run.handler_failed", message: "The provider could not be reached." }],
    ...(at < open * failingOneIn && { openKey: openKeyOf(start) }),
    dueShard: problemShardOf(start.id),
    dueAt: completedAt,
  };
}

const openKeyOf = (start: Omit<EndedProblem, "outcome">) =>
  problemOpenKey({
    ...start,
    outcome: "failed",
    reasonCode: "run.handler_failed",
    failureCode: "run.handler_failed",
  });

/** The key of the cause of the open problems of one type. */
export function failedCauseKeyOf(type: string): string {
  const { problem } = openPlaceOf(openKeyOf({ id: "", environmentId: null, type }));
  return causeKeyOf({ environmentId: null, type, cause: "failed", problem, connectionId: undefined });
}

function* notificationItems({ id, workspaceId, environmentId, initiator }: NewRun, createdAt: Date, now: Date) {
  const completedAt = completedAfter(createdAt);
  const expiresAt = Math.floor(completedAt.getTime() / 1000) + notificationDays * 86_400;
  if (expiresAt <= now.getTime() / 1000) return;
  yield {
    ...userKey(initiator.id, `NOTE#${String(completedAt.getTime()).padStart(13, "0")}.${id}`),
    record: { runId: id, workspaceId, environmentId, completedAt: completedAt.toISOString() },
    [ttlAttribute]: expiresAt,
  };
}

const putsMax = 25;
const batchesAtOnce = 4;

/** Puts raw items. Throws for a run that cannot be parsed. */
export async function putAll({ client, tableName }: Place, items: Iterable<Item>): Promise<void> {
  let batch: Item[] = [];
  const underWay = new Set<Promise<void>>();
  const flush = async () => {
    const requests = batch.map((Item) => ({ PutRequest: { Item } }));
    batch = [];
    const sent = client
      .send(new BatchWriteCommand({ RequestItems: { [tableName]: requests } }))
      .then(({ UnprocessedItems }) => {
        if (Object.keys(UnprocessedItems ?? {}).length > 0) throw new Error("the table returned unprocessed items");
      });
    const settled = sent.finally(() => underWay.delete(settled));
    underWay.add(settled);
    if (underWay.size >= batchesAtOnce) await Promise.race(underWay);
  };
  for (const item of items) {
    if (String(item.pk).startsWith("RUN#")) parseRun(item);
    batch.push(item);
    if (batch.length === putsMax) await flush();
  }
  if (batch.length > 0) await flush();
  await Promise.all(underWay);
}
