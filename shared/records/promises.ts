import * as z from "zod";
import { epochSeconds } from "../foundation/clock.ts";
import { ttlAttribute, workspaceKey } from "../ledger/keys.ts";
import { createStore, type StoreTarget } from "../ledger/store.ts";
import { type AuditWrite, writeTogether } from "../ledger/write-together.ts";
import { proofKinds } from "../run/proof-kinds.ts";
import { createNamedSettings, type SettingWritten } from "./named-settings.ts";

/** Promises of one workspace. */
export const promisesMax = 20;
/** Days for which a removed promise and an ended exception are kept. */
export const endedPromiseDays = 30;
/** Each retry means that a concurrent writer changed the promises of the workspace. */
const roundsMax = 8;

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

export type PromiseWritten = SettingWritten<StoredPromise>;

/** With the number of its changes: two of them may have one instant. */
const storedException = z.looseObject({ record: exception, rev: z.int() });

const prefix = "PROMISE#";
const exceptionKey = (workspaceId: string, id: string, environmentId: string) =>
  workspaceKey(workspaceId, `${prefix}${id}#X#${environmentId}`);
const isException = (sk: unknown) => String(sk).includes("#X#");

/** The promises of a workspace and the exceptions from them. Each change is stored with its audit entry. */
export function createPromises(target: StoreTarget) {
  const store = createStore(target);
  const settings = createNamedSettings<StoredPromise>(target, {
    ...{ prefix, book: "PROMISES", max: promisesMax, keptDays: endedPromiseDays, schema: promise, isSame },
  });

  return {
    find: settings.find,
    /** Also a removed one, as long as it is kept. */
    findAny: settings.findAny,
    remove: settings.remove,

    /** All promises and exceptions, eventually consistent. */
    async list(workspaceId: string): Promise<PromiseList> {
      const { items, isWhole } = await settings.listItems(workspaceId);
      const { stored: promises, isWhole: areRead } = settings.readAll(items.filter(({ sk }) => !isException(sk)));
      const ids = new Set(promises.map(({ id }) => id));
      const exceptions = items
        .filter(({ sk }) => isException(sk))
        .flatMap((item) => storedException.safeParse(item).data?.record ?? [])
        .filter(({ promiseId }) => ids.has(promiseId));
      return { promises, exceptions, isWhole: isWhole && areRead };
    },

    /** Adds a promise. A repeated request, whose first answer was lost, finds what it made. */
    create: (workspaceId: string, id: string, fields: PromiseFields, beside: AuditWrite): Promise<PromiseWritten> =>
      settings.create(workspaceId, { ...fields, id, rev: 1 }, beside),

    /** Replaces the fields of a promise, from the revision that the person saw. */
    replace: (workspaceId: string, id: string, rev: number, fields: PromiseFields, beside: AuditWrite) =>
      settings.replace(workspaceId, { ...fields, id, rev: rev + 1 }, beside),

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

/** Whether a person repeated their own change. The start of a new promise is the time of its request. */
function isSame(a: StoredPromise, b: StoredPromise): boolean {
  const textOf = ({
    name,
    proof,
    withinSeconds,
    environments,
    effectiveFrom,
    ownerId,
    changedBy,
    rev,
  }: StoredPromise) =>
    JSON.stringify([name, proof, withinSeconds, environments, rev > 1 && effectiveFrom, ownerId, changedBy.id]);
  return textOf(a) === textOf(b);
}
const contentOf = ({ until, ownerId, reason }: PromiseException) => JSON.stringify([until, ownerId, reason]);
