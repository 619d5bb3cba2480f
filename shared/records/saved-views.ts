import * as z from "zod";
import { workspaceKey } from "../ledger/keys.ts";
import { createStore, type StoreTarget } from "../ledger/store.ts";
import { type AuditWrite, writeTogether } from "../ledger/write-together.ts";
import { initiator } from "../run/run.ts";

/** Views of a workspace; with names and filters of usual length they have about 15 KB. */
export const viewsMax = 50;
/** Each retry means that a concurrent writer changed the views. */
const roundsMax = 8;
const removedMax = 10;

/** All views are written with each one, so what a newer release stored of them stays. */
const savedView = z.looseObject({
  id: z.string(),
  name: z.string(),
  /** As in the query of the hub. */
  filters: z.record(z.string(), z.string()),
  by: z.looseObject(initiator.shape),
  at: z.string(),
});
export type SavedView = z.infer<typeof savedView>;

const storedViews = z.looseObject({
  version: z.number().int().default(0),
  views: z.array(z.unknown()).default([]),
  /** The last ones that were removed, newest last: a repeated request finds what it did. */
  removed: z.array(z.unknown()).default([]),
});
/** The result of a change, and what is stored then; nothing is written without `next`. */
interface Changed {
  readonly next?: { readonly views: readonly SavedView[]; readonly removed: readonly SavedView[] };
  readonly done: ViewChange;
}

/** Views that this release can apply, and the others as they are stored: they stay, and are not shown. */
function divided(stored: readonly unknown[]) {
  const read = stored.map((one) => ({ one, view: savedView.safeParse(one).data }));
  return {
    views: read.flatMap(({ view }) => view ?? []),
    others: read.flatMap(({ one, view }) => (view === undefined ? [one] : [])),
  };
}

/** Result of a change. `refused`: the view belongs to another person. `name_taken`: another view has the name. */
export type ViewChange =
  | { readonly result: "written"; readonly view: SavedView }
  | { readonly result: "absent" | "refused" | "full" | "name_taken" };

/** The rights of the person who changes a view, and the entry that records it. */
interface Changing {
  /** A view that is hidden from the person is absent to them. */
  readonly isVisible: (view: SavedView) => boolean;
  /** Whether the person may change this view, which another person may have saved. */
  readonly mayChange: (view: SavedView) => boolean;
  readonly beside: AuditWrite;
}

/**
 * Saved views of the hub: one item for a workspace, so that names are unique and removing one deletes no item. The
 * views are exported and erased with their workspace; none expires.
 */
export function createSavedViews(target: StoreTarget) {
  const store = createStore(target);
  const keyOf = (workspaceId: string) => workspaceKey(workspaceId, "VIEWS");

  const read = async (workspaceId: string) => storedViews.parse((await store.get(keyOf(workspaceId))) ?? {});

  /** Changes the list while no other writer does; `change` answers what is refused. */
  async function change(
    workspaceId: string,
    changed: (views: readonly SavedView[], removed: readonly SavedView[], othersCount: number) => Changed,
    id: string,
    beside: AuditWrite,
  ): Promise<ViewChange> {
    for (let round = 0; round < roundsMax; round++) {
      const { version, views, removed, ...rest } = await read(workspaceId);
      const [stored, gone] = [divided(views), divided(removed)];
      const before = stored.views.find((view) => view.id === id);
      const { next, done } = changed(stored.views, gone.views, stored.others.length);
      if (next === undefined) return done;
      const lists = { views: [...stored.others, ...next.views], removed: [...gone.others, ...next.removed] };
      const item = { ...rest, ...keyOf(workspaceId), version: version + 1, ...lists };
      const condition = "attribute_not_exists(pk) OR #version = :version";
      const entry = beside(before === undefined, before);
      if (await writeTogether(target, [{ item, condition, values: { version } }, entry])) return done;
    }
    throw new Error(`views of ${workspaceId}: too many concurrent changes; retry the request`);
  }

  return {
    /** By name; without those that only a newer release can apply. */
    async list(workspaceId: string): Promise<readonly SavedView[]> {
      return divided((await read(workspaceId)).views).views.toSorted((a, b) => a.name.localeCompare(b.name));
    },

    /** Adds a view or replaces the one with its id, together with the audit entry; a repeated request changes nothing. */
    write: (workspaceId: string, view: SavedView, { isVisible, mayChange, beside }: Changing): Promise<ViewChange> =>
      change(
        workspaceId,
        (views, removed, othersCount) => {
          const stored = views.find(({ id }) => id === view.id);
          const others = views.filter(({ id }) => id !== view.id);
          if (stored !== undefined && !isVisible(stored)) return { done: { result: "absent" } };
          if (stored !== undefined && !mayChange(stored)) return { done: { result: "refused" } };
          if (others.some(({ name }) => name === view.name)) return { done: { result: "name_taken" } };
          if (stored === undefined && views.length + othersCount >= viewsMax) return { done: { result: "full" } };
          if (stored !== undefined && isSame(stored, view)) return { done: { result: "written", view: stored } };
          const gone = removed.filter(({ id }) => id !== view.id);
          return { next: { views: [...others, view], removed: gone }, done: { result: "written", view } };
        },
        view.id,
        beside,
      ),

    /** Removes a view, together with the audit entry; repeated, it answers the removed one. */
    remove: (workspaceId: string, id: string, { isVisible, mayChange, beside }: Changing): Promise<ViewChange> =>
      change(
        workspaceId,
        (views, removed) => {
          const stored = views.find((view) => view.id === id);
          const view = stored ?? removed.findLast((one) => one.id === id);
          if (view === undefined || !isVisible(view)) return { done: { result: "absent" } };
          if (!mayChange(view)) return { done: { result: "refused" } };
          const done = { result: "written", view } as const;
          if (stored === undefined) return { done };
          const gone = [...removed.filter((one) => one.id !== id), view].slice(-removedMax);
          return { next: { views: views.filter((one) => one.id !== id), removed: gone }, done };
        },
        id,
        beside,
      ),
  };
}
export type SavedViews = ReturnType<typeof createSavedViews>;

const isSame = (a: SavedView, b: SavedView) => a.name === b.name && textOf(a.filters) === textOf(b.filters);
const textOf = (filters: SavedView["filters"]) => JSON.stringify(Object.entries(filters).toSorted());
