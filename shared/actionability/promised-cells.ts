import { byUrgency, type Cell, deriveCell } from "../derived/promise-cell.ts";
import type { ProofReading } from "../records/environment-proofs.ts";
import type { PromiseException, PromiseList, StoredPromise } from "../records/promises.ts";

/** An environment, and since when it exists; unknown for one of an older release. */
export interface PromisedPlace {
  readonly id: string;
  readonly name: string;
  readonly createdAt?: string | undefined;
}

/** One promise in one environment. */
export interface PromisedCell {
  readonly promise: StoredPromise;
  readonly environment: PromisedPlace;
  readonly cell: Cell;
  /** The stored exception, when it applies now. */
  readonly exception: PromiseException | undefined;
}

/** Every promise in every environment that it includes, worst first. */
export function promisedCells(
  list: Pick<PromiseList, "promises" | "exceptions">,
  environments: readonly PromisedPlace[],
  proofs: ProofReading,
  at: Date,
): PromisedCell[] {
  const exceptions = new Map(list.exceptions.map((one) => [`${one.promiseId}\n${one.environmentId}`, one]));
  return list.promises
    .flatMap((promise) =>
      environments
        .filter(({ id }) => promise.environments === "all" || promise.environments.includes(id))
        .map((environment): PromisedCell => {
          const exception = exceptions.get(`${promise.id}\n${environment.id}`);
          const facts = { promise, environmentCreatedAt: environment.createdAt, proofs: proofs.of(environment.id) };
          const cell = deriveCell({ ...facts, exception }, at);
          return { promise, environment, cell, exception: cell.reason === "excepted" ? exception : undefined };
        }),
    )
    .toSorted((a, b) => byUrgency(a.cell, b.cell) || (a.environment.id < b.environment.id ? -1 : 1));
}
