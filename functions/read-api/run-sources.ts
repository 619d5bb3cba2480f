import type { Member } from "../../shared/access/member.ts";
import type { RunList, RunLists } from "../../shared/ledger/run-lists.ts";
import { canonicalTypeOf } from "../../shared/operations/aliases.ts";
import type { Source } from "./find-page.ts";

/** A range of ids: below `ceiling`, not below `floor`. */
export interface Span {
  readonly ceiling?: string | undefined;
  readonly floor: string;
}

/**
 * The lists of the runs that a member sees. For a restricted member the lists of their environments are merged, so that
 * neither a page nor its length reveals hidden runs. Runs without an environment are visible only to members of all
 * environments. Runs of an archived environment are listed only when it is requested.
 */
export function listsOf(member: Member, environmentId?: string): readonly RunList[] {
  const workspaceId = member.workspace.id;
  if (environmentId !== undefined) return [{ workspaceId, environmentId }];
  const without = member.archivedEnvironments;
  if (member.environments === "all") return [{ workspaceId, ...(without.length > 0 && { without }) }];
  return member.environments
    .filter((one) => !without.includes(one))
    .map((one) => ({ workspaceId, environmentId: one }));
}

/** What every run of a source has in common. The index has both, so other runs are not loaded. */
interface Wanted {
  readonly type?: string | undefined;
  readonly correlationHash?: string | undefined;
}

/** History, of one type or line if given. */
export function historySource(
  runLists: RunLists,
  lists: readonly RunList[],
  span: Span,
  { type, correlationHash }: Wanted = {},
): Source {
  return {
    async next(before, count) {
      const ceiling = lower(before, span.ceiling);
      const { entries, nextBefore } = await runLists.findNewest(lists, { before: ceiling, floor: span.floor }, count);
      const ids = entries
        .filter((entry) => type === undefined || canonicalTypeOf(entry.type) === type)
        .filter((entry) => correlationHash === undefined || entry.correlationHash === correlationHash)
        .map(({ id }) => id);
      return { ids, nextBefore };
    },
  };
}

/** A list of ids that was read completely. */
export function wholeSource(ids: readonly string[], span: Span): Source {
  return {
    async next(before, count) {
      const ceiling = lower(before, span.ceiling);
      const rest = ids.filter((id) => id >= span.floor && (ceiling === undefined || id < ceiling));
      const taken = rest.slice(0, count);
      return { ids: taken, nextBefore: rest.length > count ? taken.at(-1) : undefined };
    },
  };
}

function lower(a: string | undefined, b: string | undefined): string | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return a < b ? a : b;
}
