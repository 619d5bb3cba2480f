import type { EnvironmentPlace } from "../../shared/access/access-store.ts";
import { isArchived, type Member } from "../../shared/access/member.ts";
import { type PromisedCell, promisedCells } from "../../shared/actionability/promised-cells.ts";
import type { PromiseCounts } from "../../shared/presenter/promise-words.ts";
import type { EnvironmentProofs } from "../../shared/records/environment-proofs.ts";
import type { PromiseException, Promises, StoredPromise } from "../../shared/records/promises.ts";
import type { CellState } from "../../shared/run/promise-states.ts";

interface Dependencies {
  readonly promises: Pick<Promises, "list">;
  readonly proofs: Pick<EnvironmentProofs, "read">;
}

export interface PromiseReading {
  readonly promises: readonly StoredPromise[];
  readonly exceptions: readonly PromiseException[];
  /** Every promised environment that the member sees, worst first. */
  readonly cells: readonly PromisedCell[];
  readonly counts: PromiseCounts;
}

/**
 * Reads the promises of a workspace and derives each cell: one query for the promises and, when there are any, one for
 * the proofs. `places` are the environments that the member sees; archived ones are promised nothing.
 */
export function createPromiseReader({ promises, proofs }: Dependencies) {
  return async function readPromises(
    member: Member,
    places: readonly EnvironmentPlace[] | Promise<readonly EnvironmentPlace[]>,
    now: () => Date,
  ): Promise<PromiseReading> {
    const workspaceId = member.workspace.id;
    const [list, seen] = await Promise.all([promises.list(workspaceId), places]);
    const environments = seen.filter(({ id }) => !isArchived(member, id));
    const ids = environments.map(({ id }) => id);
    const isFew = member.environments !== "all" || ids.length === 1;
    const reading =
      list.promises.length === 0 || ids.length === 0
        ? { of: () => ({}) }
        : await proofs.read(workspaceId, isFew ? ids : "all");

    const at = now();
    const cells = promisedCells(list, environments, reading, at);
    return {
      promises: list.promises,
      exceptions: list.exceptions.filter(({ until }) => Date.parse(until) > at.getTime()),
      cells,
      counts: countsOf(cells, list.promises.length, list.isWhole),
    };
  };
}
export type ReadPromises = ReturnType<typeof createPromiseReader>;

/** Counts cells by state. */
export function countsOf(cells: readonly PromisedCell[], promises: number, isWhole: boolean): PromiseCounts {
  const of = (state: CellState) => cells.filter(({ cell }) => cell.state === state).length;
  return {
    cells: { broken: of("broken"), due_soon: of("due_soon"), unknown: of("unknown"), kept: of("kept") },
    notRead: cells.filter(({ cell }) => cell.reason === "not_readable").length,
    promises,
    isWhole,
  };
}
