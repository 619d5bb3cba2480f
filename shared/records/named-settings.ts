import { QueryCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { epochSeconds } from "../foundation/clock.ts";
import type { Item } from "../ledger/item.ts";
import { ttlAttribute, workspaceKey } from "../ledger/keys.ts";
import { createStore, type StoreTarget } from "../ledger/store.ts";
import { type AuditWrite, type Part, writeTogether } from "../ledger/write-together.ts";

/** Each retry means that a concurrent writer changed one of these settings of the workspace. */
const roundsMax = 8;
/** 1 MB a page. */
const pagesMax = 4;

/** A setting of a workspace with a name of its own; `rev` is the number of its changes. */
export interface NamedSetting {
  readonly id: string;
  readonly name: string;
  readonly rev: number;
}

interface Kind<Stored extends NamedSetting & Item> {
  /** Of the sort key in the partition of the workspace. */
  readonly prefix: string;
  /** The sort key of the item with all names. */
  readonly book: string;
  readonly max: number;
  /** Days for which a removed one is kept. */
  readonly keptDays: number;
  readonly schema: z.ZodType<Stored>;
  /** Whether a person repeated their own change. */
  readonly isSame: (a: Stored, b: Stored) => boolean;
}

export type SettingWritten<Stored> =
  | { readonly result: "written"; readonly stored: Stored }
  | { readonly result: "absent" | "conflict" | "name_taken" | "full" };

type Change<Stored> = { readonly next: Stored; readonly removedAt?: Date } | SettingWritten<Stored>;

/** Names of the settings that were not removed, by id: one item, so that limit and unique names hold. */
const book = z.object({ version: z.int().default(0), names: z.record(z.string(), z.string()).default({}) });
const removal = z.looseObject({ record: z.looseObject({ removedAt: z.string().optional() }) });

/** Settings of a workspace by name, a limited number of them. Each change is stored with its audit entry. */
export function createNamedSettings<Stored extends NamedSetting & Item>(target: StoreTarget, kind: Kind<Stored>) {
  const store = createStore(target);
  const keyOf = (workspaceId: string, id: string) => workspaceKey(workspaceId, `${kind.prefix}${id}`);
  const bookKey = (workspaceId: string) => workspaceKey(workspaceId, kind.book);

  async function read(workspaceId: string, id: string) {
    const item = await store.get(keyOf(workspaceId, id));
    if (item === undefined) return undefined;
    const { record } = removal.parse(item);
    return { stored: kind.schema.parse(record), record };
  }

  async function findAny(workspaceId: string, id: string): Promise<(Stored & { removedAt?: string }) | undefined> {
    const found = await read(workspaceId, id);
    if (found === undefined) return undefined;
    const { removedAt } = found.record;
    return { ...found.stored, ...(removedAt !== undefined && { removedAt }) };
  }

  async function findCurrent(workspaceId: string, id: string) {
    const found = await read(workspaceId, id);
    return found?.record.removedAt === undefined ? found : undefined;
  }

  const find = async (workspaceId: string, id: string) => (await findCurrent(workspaceId, id))?.stored;

  /** One change of a setting and of the book at a time. */
  async function change(
    workspaceId: string,
    id: string,
    nextOf: (stored: Stored | undefined, names: Readonly<Record<string, string>>) => Change<Stored>,
    beside: AuditWrite,
  ): Promise<SettingWritten<Stored>> {
    for (let round = 0; round < roundsMax; round++) {
      const { version, names } = book.parse((await store.get(bookKey(workspaceId))) ?? {});
      const found = await findCurrent(workspaceId, id);
      const stored = found?.stored;
      const changed = nextOf(stored, names);
      if ("result" in changed) return changed;
      const { next, removedAt } = changed;
      const { [id]: _, ...others } = names;
      const part: Part = {
        item: {
          ...keyOf(workspaceId, id),
          record: { ...(found && unknownOf(found)), ...next, ...(removedAt && { removedAt: removedAt.toISOString() }) },
          ...(removedAt && { [ttlAttribute]: epochSeconds(removedAt, kind.keptDays * 86_400) }),
        },
        condition: stored === undefined ? "attribute_not_exists(pk)" : "#record.#rev = :rev",
        values: { rev: stored?.rev },
      };
      const written = await writeTogether(target, [
        part,
        {
          item: {
            ...bookKey(workspaceId),
            version: version + 1,
            names: removedAt === undefined ? { ...others, [id]: next.name } : others,
          },
          condition: "attribute_not_exists(pk) OR #version = :version",
          values: { version },
        },
        beside(stored === undefined, stored),
      ]);
      if (written) return { result: "written", stored: next };
    }
    throw new Error(`${kind.prefix}${id} of ${workspaceId}: too many concurrent changes; retry the request`);
  }

  return {
    find,
    /** Also a removed one, as long as it is kept. */
    findAny,

    /** Every item below the prefix, eventually consistent. */
    async listItems(workspaceId: string): Promise<{ readonly items: readonly Item[]; readonly isWhole: boolean }> {
      const items: Item[] = [];
      let next: Item | undefined;
      for (let page = 0; page < pagesMax && (page === 0 || next !== undefined); page++) {
        const answer = await target.client.send(
          new QueryCommand({
            TableName: target.tableName,
            KeyConditionExpression: "pk = :pk AND begins_with(sk, :prefix)",
            ExpressionAttributeValues: { ":pk": bookKey(workspaceId).pk, ":prefix": kind.prefix },
            ...(next && { ExclusiveStartKey: next }),
          }),
        );
        items.push(...(answer.Items ?? []));
        next = answer.LastEvaluatedKey;
      }
      return { items, isWhole: next === undefined };
    },

    /** The settings of these items that were not removed; not whole when a newer release wrote one. */
    readAll(items: readonly Item[]): { readonly stored: readonly Stored[]; readonly isWhole: boolean } {
      const current = items.filter((item) => removal.safeParse(item).data?.record.removedAt === undefined);
      const read = current.map(({ record }) => kind.schema.safeParse(record));
      return { stored: read.flatMap(({ data }) => data ?? []), isWhole: read.every(({ success }) => success) };
    },

    /** Adds a setting. A repeated request, whose first answer was lost, finds what it made. */
    async create(workspaceId: string, wanted: Stored, beside: AuditWrite): Promise<SettingWritten<Stored>> {
      let holder: string | undefined;
      const done = await change(
        workspaceId,
        wanted.id,
        (_, names) => {
          holder = Object.entries(names).find(([, name]) => name === wanted.name)?.[0];
          if (holder !== undefined) return { result: "name_taken" };
          if (Object.keys(names).length >= kind.max) return { result: "full" };
          return { next: kind.schema.parse(wanted) };
        },
        beside,
      );
      const made = holder === undefined ? undefined : await find(workspaceId, holder);
      return made?.rev === 1 && kind.isSame(made, wanted) ? { result: "written", stored: made } : done;
    },

    /** Replaces a setting, from the revision before it. */
    replace: (workspaceId: string, wanted: Stored, beside: AuditWrite) =>
      change(
        workspaceId,
        wanted.id,
        (stored, names) => {
          if (stored === undefined) return { result: "absent" };
          if (stored.rev === wanted.rev && kind.isSame(stored, wanted)) return { result: "written", stored };
          if (stored.rev !== wanted.rev - 1) return { result: "conflict" };
          const isTaken = Object.entries(names).some(([other, name]) => other !== wanted.id && name === wanted.name);
          return isTaken ? { result: "name_taken" } : { next: kind.schema.parse(wanted) };
        },
        beside,
      ),

    /** Ends a setting; its history stays in the audit trail. */
    remove: (workspaceId: string, id: string, now: Date, beside: AuditWrite) =>
      change(
        workspaceId,
        id,
        (stored) =>
          stored === undefined ? { result: "absent" } : { next: { ...stored, rev: stored.rev + 1 }, removedAt: now },
        beside,
      ),
  };
}

/** What a newer release stored beside the fields that this one knows; a change keeps it. */
function unknownOf({ stored, record }: { readonly stored: object; readonly record: object }): object {
  return Object.fromEntries(Object.entries(record).filter(([field]) => !(field in stored)));
}
