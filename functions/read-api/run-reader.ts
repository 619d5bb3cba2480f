import type { Member } from "../../shared/access/member.ts";
import { idsToAsk, type Judged, type OpenWork, settleOpenWork } from "../../shared/actionability/open-work.ts";
import type { RunTruths } from "../../shared/actionability/run-truths.ts";
import type { Sighting, SightOpenWork } from "../../shared/actionability/sight-open-work.ts";
import type { OpenKind } from "../../shared/ledger/open-keys.ts";
import type { EntryPage, RunEntry, RunLists } from "../../shared/ledger/run-lists.ts";
import type { RunQueries } from "../../shared/ledger/run-queries.ts";
import type { Run } from "../../shared/run/run.ts";
import { type OpenRows, rowIds } from "./open-rows.ts";
import { createBudget } from "./read-budget.ts";
import { listsOf } from "./run-sources.ts";

export type { Judged } from "../../shared/actionability/open-work.ts";

/** Problems that a list has to load to know which of them are rows. */
const listLoadsMax = 10_000;
/** Of an answer's units, so many may go into entries of active runs. */
const activeShare = 2 / 3;

interface Parts {
  readonly lists: RunLists;
  readonly sightOpenWork: SightOpenWork;
  readonly queries: Pick<RunQueries, "getRuns">;
  readonly truths: Pick<RunTruths, "evaluateMany">;
}

interface Wish {
  readonly environmentId?: string | undefined;
  /** Which open work is wanted, and which of its runs are to be loaded because they are shown. */
  readonly open: readonly OpenKind[];
  readonly rows: OpenRows;
  /** How much of the history is wanted: from an id on, at most so many, and which of them. */
  readonly history?: {
    readonly floor: string;
    readonly entriesMax: number;
    readonly choose: (entries: readonly RunEntry[]) => readonly RunEntry[];
  };
  /** At most so many read units, whatever the history and the number of active runs; what is not reached is said. */
  readonly unitsMax?: number;
}

/** Open work and history of what a member sees, judged at one instant. */
export interface Look {
  readonly work: OpenWork;
  /** Newest first. */
  readonly history: readonly Judged[];
  /** False when there are runs below the last one of `history`. */
  readonly isHistoryWhole: boolean;
  /** How many runs there are, whether they were loaded or not. */
  readonly total: { readonly value: number; readonly capped: boolean };
  /** Every active run of the workspace, as far as this member may know of all of them. */
  readonly queue: readonly RunEntry[] | undefined;
}

/** The queue of a workspace, for members who see all of it: a place in it would tell others of runs they may not see. */
export function queueFor(
  member: Member,
  everyActive: readonly RunEntry[] | undefined,
): readonly RunEntry[] | undefined {
  return member.environments === "all" ? everyActive : undefined;
}

/** Reads what a member sees and judges all of it at one instant, so that no two parts of one answer can disagree. */
export function createRunReader({ lists, sightOpenWork, queries, truths }: Parts) {
  async function judge(runs: readonly Run[]): Promise<readonly Judged[]> {
    const truthOf = await truths.evaluateMany(runs);
    return runs.map((run) => ({ run, truth: truthOf(run) }));
  }

  /** The runs of these ids that exist, judged, in their order. */
  const judgeIds = async (ids: readonly string[]) => judge(await queries.getRuns(ids));

  /** Open work of an archived environment is read only where that environment is named. */
  function sight(member: Member, { environmentId, open, unitsMax }: Omit<Wish, "rows">): Promise<Sighting> {
    const workspaceId = member.workspace.id;
    const environments = environmentId === undefined ? member.environments : [environmentId];
    const without = environmentId === undefined ? member.archivedEnvironments : [];
    const activeReach = unitsMax === undefined ? undefined : { unitsMax: unitsMax * activeShare };
    return sightOpenWork({ workspaceId, environments, without, kinds: open, activeReach });
  }

  return {
    judgeIds,

    /** Open work and history in one look. What is in both is loaded once, and proof is gathered for all together. */
    async look(member: Member, wish: Wish): Promise<Look> {
      const { history, unitsMax } = wish;
      const sources = listsOf(member, wish.environmentId);
      const [sighting, past] = await Promise.all([
        sight(member, wish),
        history === undefined
          ? nothing
          : lists.findNewest(sources, { floor: history.floor }, entriesOfEach(history.entriesMax, sources.length)),
      ]);
      const budget = createBudget(unitsMax, sighting.units, past.entries.length);
      const openIds = [...idsToAsk(sighting, budget.openLoadsMax), ...rowIds(sighting, wish.rows)];
      const chosen = (history?.choose(past.entries) ?? []).map(({ id }) => id);
      const pastIds = chosen.slice(0, budget.historyLoadsMax(openIds.length));
      const runs = await queries.getRuns([...openIds, ...pastIds]);
      const isOpen = new Set(openIds);
      const known = budget.affordable(runs.filter(({ id }) => !isOpen.has(id)));
      const judged = new Map((await judge([...runs.filter(({ id }) => isOpen.has(id)), ...known])).map(byId));
      const work = settleOpenWork(sighting, isOpen, (id) => judged.get(id));
      const shown = pastIds.slice(0, pastIds.findLastIndex((id) => judged.has(id)) + 1);
      const isAllFound = past.nextBefore === undefined;
      return {
        work,
        history: shown.flatMap((id) => judged.get(id) ?? []),
        isHistoryWhole: isAllFound && shown.length === chosen.length,
        total: { value: past.entries.length, capped: !isAllFound },
        queue: queueFor(member, work.everyActive),
      };
    },

    /**
     * The open work a list is made of, its problems judged. Active runs that may be late are left for the pages of the
     * list, which load what they show.
     */
    async list(member: Member, wish: Pick<Wish, "environmentId" | "open">): Promise<OpenWork> {
      const sighting = await sight(member, wish);
      const ids = idsToAsk({ ...sighting, active: [] }, listLoadsMax);
      const judged = new Map((await judgeIds(ids)).map(byId));
      return settleOpenWork(sighting, new Set(ids), (id) => judged.get(id));
    },
  };
}
export type RunReader = ReturnType<typeof createRunReader>;

const nothing: EntryPage = { entries: [] };

const byId = (one: Judged) => [one.run.id, one] as const;

/** Of several lists that are merged, each is read so far that together they surely hold enough. */
const entriesOfEach = (entriesMax: number, lists: number) =>
  lists <= 1 ? entriesMax : Math.max(leastEntries, Math.ceil((2 * entriesMax) / lists));
const leastEntries = 20;
