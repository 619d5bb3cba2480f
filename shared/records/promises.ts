import { QueryCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { epochSeconds } from "../foundation/clock.ts";
import { ttlAttribute, workspaceKey } from "../ledger/keys.ts";
import { createStore, type StoreTarget } from "../ledger/store.ts";
import { type AuditWrite, writeTogether } from "../ledger/write-together.ts";
import { proofKinds } from "../run/proof-kinds.ts";

/** Promises of one workspace. */
export const promisesMax = 20;
/** Days for which a removed promise and an ended exception are kept. */
export const endedPromiseDays = 30;
/** Each retry means that a concurrent writer changed the promises of the workspace. */
const roundsMax = 8;
/** 1 MB a page: 20 promises with all their environments and some thousand exceptions. */
const pagesMax = 4;

const person = z.object({ id: z.string(), name: z.string() });

/** What must be true of environments: a full success of this kind, not older than this. */
const promise = z.object({
  id: z.string(),
  name: z.string(),
  /** Kinds of a newer release are read as unknown. */
  proof: z.string().pipe(z.enum([...proofKinds, "unknown"]).catch("unknown")),
  withinSeconds: z.int().positive(),
  environments: z.union([z.literal("all"), z.array(z.string())]),
  effectiveFrom: z.string(),
  ownerId: z.string(),
  /** The number of changes. */
  rev: z.int(),
  changedBy: person,
  changedAt: z.string(),
});
export type StoredPromise = z.infer<typeof promise>;
export type PromiseFields = Omit<StoredPromise, "id" | "rev">;

/** An environment in which a promise is not judged for some time. It ends by itself. */
const exception = z.object({
  promiseId: z.string(),
  environmentId: z.string(),
  until: z.string(),
  ownerId: z.string(),
  reason: z.string(),
  changedBy: person,
  changedAt: z.string(),
});
export type PromiseException = z.infer<typeof exception>;

export interface PromiseList {
  /** By id, without removed ones. */
  readonly promises: readonly StoredPromise[];
  /** Of promises that were not removed; they may have ended. */
  readonly exceptions: readonly PromiseException[];
  /** False when some were not read, or a newer release wrote them. */
  readonly isWhole: boolean;
}

export type PromiseWritten =
  | { readonly result: "written"; readonly promise: StoredPromise }
  | { readonly result: "absent" | "conflict" | "name_taken" | "full" };

const storedPromise = z.looseObject({ record: promise.extend({ removedAt: z.string().optional() }) });
/** With the number of its changes: two of them may have one instant. */
const storedException = z.looseObject({ record: exception, rev: z.int() });
/** Names of the promises that were not removed, by id: one item, so that limit and unique names hold. */
const book = z.object({ version: z.int().default(0), names: z.record(z.string(), z.string()).default({}) });

const prefix = "PROMISE#";
const promiseKey = (workspaceId: string, id: string) => workspaceKey(workspaceId, `${prefix}${id}`);
const exceptionKey = (workspaceId: string, id: string, environmentId: string) =>
  workspaceKey(workspaceId, `${prefix}${id}#X#${environmentId}`);
const isException = (sk: unknown) => String(sk).includes("#X#");
const bookKey = (workspaceId: string) => workspaceKey(workspaceId, "PROMISES");

/** The promises of a workspace and the exceptions from them. Each change is stored with its audit entry. */
export function createPromises(target: StoreTarget) {
  const store = createStore(target);

  async function findAny(workspaceId: string, id: string) {
    const item = await store.get(promiseKey(workspaceId, id));
    return item === undefined ? undefined : storedPromise.parse(item).record;
  }

  async function find(workspaceId: string, id: string): Promise<StoredPromise | undefined> {
    const stored = await findAny(workspaceId, id);
    return stored?.removedAt === undefined ? stored : undefined;
  }

  /** One change of a promise and of the book at a time. `next` undefined removes the promise. */
  async function change(
    workspaceId: string,
    id: string,
    nextOf: (stored: StoredPromise | undefined, names: Readonly<Record<string, string>>) => Change,
    beside: AuditWrite,
  ): Promise<PromiseWritten> {
    for (let round = 0; round < roundsMax; round++) {
      const { version, names } = book.parse((await store.get(bookKey(workspaceId))) ?? {});
      const stored = await find(workspaceId, id);
      const next = nextOf(stored, names);
      if ("result" in next) return next;
      const { [id]: _, ...others } = names;
      const kept = next.removedAt === undefined ? { ...others, [id]: next.promise.name } : others;
      const removal = next.removedAt === undefined ? {} : { removedAt: next.removedAt.toISOString() };
      const expiry = next.removedAt && { [ttlAttribute]: epochSeconds(next.removedAt, endedPromiseDays * 86_400) };
      const written = await writeTogether(target, [
        {
          item: { ...promiseKey(workspaceId, id), record: { ...next.promise, ...removal }, ...expiry },
          condition: stored === undefined ? "attribute_not_exists(pk)" : "#record.#rev = :rev",
          values: { rev: stored?.rev },
        },
        {
          item: { ...bookKey(workspaceId), version: version + 1, names: kept },
          condition: "attribute_not_exists(pk) OR #version = :version",
          values: { version },
        },
        beside(stored === undefined, stored),
      ]);
      if (written) return { result: "written", promise: next.promise };
    }
    throw new Error(`promises of ${workspaceId}: too many concurrent changes; retry the request`);
  }

  return {
    find,
    /** Also a removed one, as long as it is kept. */
    findAny,

    /** All promises and exceptions, eventually consistent. */
    async list(workspaceId: string): Promise<PromiseList> {
      const items: Record<string, unknown>[] = [];
      let next: Record<string, unknown> | undefined;
      for (let page = 0; page < pagesMax && (page === 0 || next !== undefined); page++) {
        const answer = await target.client.send(
          new QueryCommand({
            TableName: target.tableName,
            KeyConditionExpression: "pk = :pk AND begins_with(sk, :prefix)",
            ExpressionAttributeValues: { ":pk": bookKey(workspaceId).pk, ":prefix": prefix },
            ...(next && { ExclusiveStartKey: next }),
          }),
        );
        items.push(...(answer.Items ?? []));
        next = answer.LastEvaluatedKey;
      }
      const found = items.filter(({ sk }) => !isException(sk)).map((item) => storedPromise.safeParse(item));
      const promises = found.flatMap(({ data }) => (data?.record.removedAt === undefined ? (data?.record ?? []) : []));
      const ids = new Set(promises.map(({ id }) => id));
      const exceptions = items
        .filter(({ sk }) => isException(sk))
        .flatMap((item) => storedException.safeParse(item).data?.record ?? [])
        .filter(({ promiseId }) => ids.has(promiseId));
      return { promises, exceptions, isWhole: next === undefined && found.every(({ success }) => success) };
    },

    /** Adds a promise. A repeated request, whose first answer was lost, finds what it made. */
    async create(workspaceId: string, id: string, fields: PromiseFields, beside: AuditWrite): Promise<PromiseWritten> {
      let holder: string | undefined;
      const done = await change(
        workspaceId,
        id,
        (_, names) => {
          holder = Object.entries(names).find(([, name]) => name === fields.name)?.[0];
          if (holder !== undefined) return { result: "name_taken" };
          if (Object.keys(names).length >= promisesMax) return { result: "full" };
          return { promise: promise.parse({ ...fields, id, rev: 1 }) };
        },
        beside,
      );
      const made = holder === undefined ? undefined : await find(workspaceId, holder);
      return made?.rev === 1 && isSame(made, { ...fields, effectiveFrom: made.effectiveFrom })
        ? { result: "written", promise: made }
        : done;
    },

    /** Replaces the fields of a promise, from the revision that the person saw. */
    replace: (workspaceId: string, id: string, rev: number, fields: PromiseFields, beside: AuditWrite) =>
      change(
        workspaceId,
        id,
        (stored, names) => {
          if (stored === undefined) return { result: "absent" };
          if (stored.rev === rev + 1 && isSame(stored, fields)) return { result: "written", promise: stored };
          if (stored.rev !== rev) return { result: "conflict" };
          const isTaken = Object.entries(names).some(([other, name]) => other !== id && name === fields.name);
          return isTaken ? { result: "name_taken" } : { promise: promise.parse({ ...fields, id, rev: rev + 1 }) };
        },
        beside,
      ),

    /** Ends a promise; its history stays in the audit trail. */
    remove: (workspaceId: string, id: string, now: Date, beside: AuditWrite) =>
      change(
        workspaceId,
        id,
        (stored) =>
          stored === undefined ? { result: "absent" } : { promise: { ...stored, rev: stored.rev + 1 }, removedAt: now },
        beside,
      ),

    /** Sets or, with an `until` that has passed, ends the exception of one environment. */
    async except(workspaceId: string, wanted: PromiseException, beside: AuditWrite): Promise<void> {
      const key = exceptionKey(workspaceId, wanted.promiseId, wanted.environmentId);
      for (let round = 0; round < roundsMax; round++) {
        const item = await store.get(key);
        const stored = item === undefined ? undefined : storedException.parse(item);
        const before = stored?.record;
        const isRepeated = before !== undefined && contentOf(before) === contentOf(wanted);
        if (isRepeated) return;
        const expiry = epochSeconds(new Date(wanted.until), endedPromiseDays * 86_400);
        const written = await writeTogether(target, [
          {
            item: { ...key, record: exception.parse(wanted), rev: (stored?.rev ?? 0) + 1, [ttlAttribute]: expiry },
            condition: stored === undefined ? "attribute_not_exists(pk)" : "#rev = :rev",
            values: { rev: stored?.rev },
          },
          beside(before === undefined, before),
        ]);
        if (written) return;
      }
      throw new Error(`exception of ${wanted.promiseId}: too many concurrent changes; retry the request`);
    },
  };
}
export type Promises = ReturnType<typeof createPromises>;

type Change = { readonly promise: StoredPromise; readonly removedAt?: Date } | PromiseWritten;

/** Whether a person repeated their own change. */
function isSame(a: PromiseFields, b: PromiseFields): boolean {
  const textOf = ({ name, proof, withinSeconds, environments, effectiveFrom, ownerId, changedBy }: PromiseFields) =>
    JSON.stringify([name, proof, withinSeconds, environments, effectiveFrom, ownerId, changedBy.id]);
  return textOf(a) === textOf(b);
}
const contentOf = ({ until, ownerId, reason }: PromiseException) => JSON.stringify([until, ownerId, reason]);
