import type { Member } from "../../shared/access/member.ts";
import type { RunTruths } from "../../shared/actionability/run-truths.ts";
import type { RunTruth } from "../../shared/derived/run-truth.ts";
import type { EntryPage, OpenKind, OpenWork, RunEntry, RunLists } from "../../shared/ledger/run-lists.ts";
import type { RunQueries } from "../../shared/ledger/run-queries.ts";
import type { Run } from "../../shared/run/run.ts";
import { listsOf } from "./run-sources.ts";

/** Open work is counted run by run; beyond this many of the newest, a count says that there may be more. */
export const openRunsMax = 1000;

interface Parts {
  readonly lists: RunLists;
  readonly queries: Pick<RunQueries, "getRuns">;
  readonly truths: Pick<RunTruths, "evaluateMany">;
}

/** A run with the truth about it. */
export interface Judged {
  readonly run: Run;
  readonly truth: RunTruth;
}

interface Wish {
  readonly environmentId?: string | undefined;
  /** Which open work is wanted. */
  readonly open: readonly OpenKind[];
  /** How much of the history is wanted: from an id on, at most so many, and which of them. */
  readonly history?: {
    readonly floor: string;
    readonly entriesMax: number;
    readonly choose: (entries: readonly RunEntry[]) => readonly RunEntry[];
  };
}

/** Runs with the verdicts about them, newest first. */
export interface Look {
  readonly open: readonly Judged[];
  /** False when there is more open work than was looked at. */
  readonly isOpenWhole: boolean;
  readonly history: readonly Judged[];
  readonly isHistoryWhole: boolean;
  /** Every active run of the workspace, as far as this member may know of all of them. */
  readonly queue: readonly RunEntry[] | undefined;
}

/** The queue of a workspace, for members who see all of it: a place in it would tell others of runs they may not see. */
export function queueFor(member: Member, { active }: OpenWork): readonly RunEntry[] | undefined {
  return member.environments === "all" ? active : undefined;
}

/** Reads what a member sees and judges all of it at one instant, so that no two parts of one answer can disagree. */
export function createRunReader({ lists, queries, truths }: Parts) {
  /** The runs of these ids that exist, judged, in their order. */
  async function judgeIds(ids: readonly string[]): Promise<readonly Judged[]> {
    const runs = await queries.getRuns(ids);
    const truthOf = await truths.evaluateMany(runs);
    return runs.map((run) => ({ run, truth: truthOf(run) }));
  }

  return {
    judgeIds,

    /** Open work and history in one look. What is in both is loaded once, and proof is gathered for all together. */
    async look(member: Member, { environmentId, open, history }: Wish): Promise<Look> {
      const environments = environmentId === undefined ? member.environments : [environmentId];
      const nothing: EntryPage = { entries: [] };
      const [work, past] = await Promise.all([
        lists.findOpen(member.workspace.id, environments, open),
        history === undefined
          ? nothing
          : lists.findNewest(listsOf(member, environmentId), { floor: history.floor }, history.entriesMax),
      ]);
      const openIds = work.ids.slice(0, openRunsMax);
      const pastIds = (history?.choose(past.entries) ?? []).map(({ id }) => id);
      const judged = new Map((await judgeIds([...openIds, ...pastIds])).map((one) => [one.run.id, one]));
      const these = (ids: readonly string[]) => ids.flatMap((id) => judged.get(id) ?? []);
      return {
        open: these(openIds),
        isOpenWhole: work.isWhole && openIds.length === work.ids.length,
        history: these(pastIds),
        isHistoryWhole: past.nextBefore === undefined,
        queue: queueFor(member, work),
      };
    },
  };
}
export type RunReader = ReturnType<typeof createRunReader>;
