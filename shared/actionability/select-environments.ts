import type { Clock } from "../foundation/clock.ts";
import type { EnvironmentProofs } from "../records/environment-proofs.ts";
import type { Promises } from "../records/promises.ts";
import type { EnvironmentSelection } from "../run/environment-selection.ts";
import { type PromisedPlace, promisedCells } from "./promised-cells.ts";

interface Dependencies {
  readonly promises: Pick<Promises, "list">;
  readonly proofs: Pick<EnvironmentProofs, "read">;
  readonly clock: Clock;
}

/** The environments of a workspace to select from. */
export interface Choice {
  readonly workspaceId: string;
  readonly places: readonly PromisedPlace[];
  readonly archived: readonly string[];
}

/** What a selection has now. `unknown`: the environments or the promise that it names and that are not there. */
export interface Selected {
  readonly ids: readonly string[];
  readonly unknown: readonly string[];
}

/**
 * The environments of a selection, in the order in which their work starts. All and broken promises leave archived ones
 * out; listed ones are all there.
 */
export function createSelectEnvironments({ promises, proofs, clock }: Dependencies) {
  return async function selectEnvironments(
    { workspaceId, places, archived }: Choice,
    selection: EnvironmentSelection,
  ): Promise<Selected> {
    if ("environmentIds" in selection) {
      const known = new Set(places.map(({ id }) => id));
      const listed = [...new Set(selection.environmentIds)];
      return { ids: listed.filter((id) => known.has(id)), unknown: listed.filter((id) => !known.has(id)) };
    }
    const active = places.filter(({ id }) => !archived.includes(id));
    if ("all" in selection) return { ids: active.map(({ id }) => id), unknown: [] };
    return breaking(workspaceId, active, selection.brokenPromise);
  };

  /** Environments in which a promise is broken now, longest first. */
  async function breaking(workspaceId: string, places: readonly PromisedPlace[], promiseId: string): Promise<Selected> {
    const list = await promises.list(workspaceId);
    const chosen = list.promises.filter(({ id }) => id === promiseId);
    if (chosen.length === 0) return { ids: [], unknown: [promiseId] };
    const reading = await proofs.read(workspaceId, "all");
    const cells = promisedCells({ ...list, promises: chosen }, places, reading, clock.now());
    const broken = cells.filter(({ cell }) => cell.state === "broken").map(({ environment }) => environment.id);
    return { ids: broken, unknown: [] };
  }
}
export type SelectEnvironments = ReturnType<typeof createSelectEnvironments>;
