import type { Member } from "../../shared/access/member.ts";
import {
  activeWorkOf,
  type EvaluatedRun,
  idsToAsk,
  type OpenWork,
  settleOpenWork,
} from "../../shared/actionability/open-work.ts";
import type { OpenWorkReading, ReadOpenWork } from "../../shared/actionability/read-open-work.ts";
import type { RunTruths } from "../../shared/actionability/run-truths.ts";
import type { OpenKind } from "../../shared/ledger/open-keys.ts";
import type { EntryPage, RunEntry, RunList, RunLists } from "../../shared/ledger/run-lists.ts";
import type { RunQueries } from "../../shared/ledger/run-queries.ts";
import type { Run } from "../../shared/run/run.ts";
import { type OpenRows, rowIds } from "./open-work-rows.ts";
import { createBudget } from "./read-budget.ts";
import { listsOf } from "./run-sources.ts";

export type { EvaluatedRun } from "../../shared/actionability/open-work.ts";

/** Problems that a list loads at most to decide which of them are rows. */
const listLoadsMax = 10_000;
/** Pages of the history that an answer without a budget reads at most. */
const historyPagesMax = 20;
/** Share of an answer's read units for the entries of active runs. */
const activeShare = 2 / 3;

interface Dependencies {
  readonly lists: RunLists;
  readonly readOpenWork: ReadOpenWork;
  readonly queries: Pick<RunQueries, "getRuns">;
  readonly truths: Pick<RunTruths, "evaluateMany">;
}

interface SnapshotRequest {
  readonly environmentId?: string | undefined;
  /** The open lists to read, and which of their runs to load because they are shown. */
  readonly open: readonly OpenKind[];
  readonly rows: OpenRows;
  /** The history to read: entries from `floor` on, at most `entriesMax`, of which `choose` selects the runs to load. */
  readonly history?: {
    readonly floor: string;
    /** Only runs below this id. */
    readonly before?: string | undefined;
    readonly entriesMax: number;
    readonly choose: (entries: readonly RunEntry[]) => readonly RunEntry[];
  };
  /** Limit of read units, independent of history and active runs. Counts are capped when it cuts the reading short. */
  readonly unitsMax?: number;
}

/** Open work and history that a member sees, evaluated at one instant. */
export interface RunSnapshot {
  readonly work: OpenWork;
  /** Newest first. */
  readonly history: readonly EvaluatedRun[];
  /** False when there are older runs than the last one of `history`. */
  readonly isHistoryWhole: boolean;
  /** The number of runs, loaded or not. */
  readonly total: { readonly value: number; readonly capped: boolean };
  /** All active runs of the workspace, for a member who may see all of them. */
  readonly queue: readonly RunEntry[] | undefined;
  /** Active runs by their work. */
  readonly activeWork: ReadonlyMap<string, string>;
}

/** The queue of a workspace, for members who see all of it: a position would reveal hidden runs to other members. */
export function queueFor(
  member: Member,
  everyActive: readonly RunEntry[] | undefined,
): readonly RunEntry[] | undefined {
  return member.environments === "all" ? everyActive : undefined;
}

/** Reads what a member sees and evaluates it at one instant, so that the parts of an answer cannot disagree. */
export function createRunReader({ lists, readOpenWork, queries, truths }: Dependencies) {
  async function judge(runs: readonly Run[]): Promise<readonly EvaluatedRun[]> {
    const truthOf = await truths.evaluateMany(runs);
    return runs.map((run) => ({ run, truth: truthOf(run) }));
  }

  /** The existing runs of these ids, evaluated, in their order. */
  const judgeIds = async (ids: readonly string[]) => judge(await queries.getRuns(ids));

  /** Open work of an archived environment is read only when that environment is requested. */
  function readOpen(
    member: Member,
    { environmentId, open, unitsMax }: Omit<SnapshotRequest, "rows">,
  ): Promise<OpenWorkReading> {
    const workspaceId = member.workspace.id;
    const environments = environmentId === undefined ? member.environments : [environmentId];
    const without = environmentId === undefined ? member.archivedEnvironments : [];
    // Each list of the history beyond the first costs half a unit at least.
    const lists = environments === "all" ? 1 : environments.length;
    const reachOf = (units: number) => ({ unitsMax: Math.max(1, units * activeShare - (lists - 1) / 2) });
    const activeReach = unitsMax === undefined ? undefined : reachOf(unitsMax);
    return readOpenWork({ workspaceId, environments, without, kinds: open, activeReach });
  }

  /** The newest entries. Reads on where archived environments leave the page short, unless the answer has a budget. */
  async function findHistory(
    sources: readonly RunList[],
    { floor, before: ceiling, entriesMax }: NonNullable<SnapshotRequest["history"]>,
    isBudgeted: boolean,
  ): Promise<EntryPage> {
    const entries: RunEntry[] = [];
    let units = 0;
    let before = ceiling;
    for (let pages = 1; ; pages++) {
      const wanted = entriesMax - entries.length;
      const ofEach = entriesOfEach(wanted, sources.length, isBudgeted ? budgetedSpare : spare);
      const page = await lists.findNewest(sources, { before, floor }, wanted, ofEach);
      entries.push(...page.entries);
      units += page.units;
      before = page.nextBefore;
      if (before === undefined || isBudgeted || entries.length >= entriesMax || pages === historyPagesMax) {
        return { entries, units, ...(before !== undefined && { nextBefore: before }) };
      }
    }
  }

  return {
    judgeIds,

    /** Reads open work and history together. Runs in both are loaded once, and proof is gathered in one batch. */
    async readSnapshot(member: Member, request: SnapshotRequest): Promise<RunSnapshot> {
      const { history, unitsMax } = request;
      const sources = listsOf(member, request.environmentId);
      const [reading, past] = await Promise.all([
        readOpen(member, request),
        history === undefined ? noEntries : findHistory(sources, history, unitsMax !== undefined),
      ]);
      const budget = createBudget(unitsMax, reading.units + past.units);
      const openIds = [...idsToAsk(reading, budget.openLoadsMax), ...rowIds(reading, request.rows)];
      const chosen = (history?.choose(past.entries) ?? []).map(({ id }) => id);
      const pastIds = chosen.slice(0, budget.historyLoadsMax(openIds.length));
      const runs = await queries.getRuns([...openIds, ...pastIds]);
      const isOpen = new Set(openIds);
      const affordable = budget.affordable(runs.filter(({ id }) => !isOpen.has(id)));
      const judged = new Map((await judge([...runs.filter(({ id }) => isOpen.has(id)), ...affordable])).map(byId));
      const work = settleOpenWork(reading, isOpen, (id) => judged.get(id));
      // The history ends at its first run that the budget did not cover; an older one may be known as open work.
      const isSkipped = new Set(runs.filter(({ id }) => !judged.has(id)).map(({ id }) => id));
      const end = pastIds.findIndex((id) => isSkipped.has(id));
      const shown = end < 0 ? pastIds : pastIds.slice(0, end);
      const isAllFound = past.nextBefore === undefined;
      return {
        work,
        history: shown.flatMap((id) => judged.get(id) ?? []),
        isHistoryWhole: isAllFound && shown.length === chosen.length,
        total: { value: past.entries.length, capped: !isAllFound },
        queue: queueFor(member, work.everyActive),
        activeWork: activeWorkOf(work.active),
      };
    },

    /**
     * The open work behind a list, with its problems evaluated. Active runs that may be late are evaluated by the pages
     * of the list, which load what they show.
     */
    async list(member: Member, request: Pick<SnapshotRequest, "environmentId" | "open">): Promise<OpenWork> {
      const reading = await readOpen(member, request);
      const ids = idsToAsk({ ...reading, active: [] }, listLoadsMax);
      const judged = new Map((await judgeIds(ids)).map(byId));
      return settleOpenWork(reading, new Set(ids), (id) => judged.get(id));
    },
  };
}
export type RunReader = ReturnType<typeof createRunReader>;

const noEntries: EntryPage = { entries: [], units: 0 };

const byId = (one: EvaluatedRun) => [one.run.id, one] as const;

/** Entries to read from each of several merged lists, so that together they almost certainly fill the page. */
const entriesOfEach = (entriesMax: number, lists: number, times: number) =>
  lists <= 1 ? entriesMax : Math.max(leastEntries, Math.ceil((times * entriesMax) / lists));
const leastEntries = 20;
/** How many times the page is read in all; with a budget the lists of twenty environments cost half a unit each. */
const spare = 2;
const budgetedSpare = 1.35;
