import { type Member, sees } from "../../shared/access/member.ts";
import type { PromiseAnswer, PromiseCell } from "../../shared/contract/promises.ts";
import type { Cell } from "../../shared/derived/promise-cell.ts";
import type { Locale } from "../../shared/presenter/locale.ts";
import { cellWordsOf, promisedSpanOf, proofLabelOf } from "../../shared/presenter/promise-words.ts";
import type { PromiseException, StoredPromise } from "../../shared/records/promises.ts";

/** An exception as its readers see it. */
export function exceptionAnswerOf({ promiseId: _, ...exception }: PromiseException) {
  return exception;
}

/** A promise with the environments and exceptions that the member sees. */
export function promiseAnswerOf(
  member: Pick<Member, "environments">,
  promise: StoredPromise,
  exceptions: readonly PromiseException[],
  locale: Locale,
): PromiseAnswer {
  const { environments, proof, withinSeconds } = promise;
  return {
    ...promise,
    proofLabel: proofLabelOf(proof, locale),
    within: promisedSpanOf(withinSeconds, locale),
    environments: environments === "all" ? environments : environments.filter((id) => sees(member, id)),
    exceptions: exceptions
      .filter(({ promiseId, environmentId }) => promiseId === promise.id && sees(member, environmentId))
      .map(exceptionAnswerOf),
  };
}

interface Promised {
  readonly promise: StoredPromise;
  readonly environment: { readonly id: string };
  readonly cell: Cell;
  readonly exception: PromiseException | undefined;
}

/** One cell in words. */
export function cellAnswerOf(
  { promise, environment, cell, exception }: Promised,
  why: PromiseCell["why"],
  now: Date,
  locale: Locale,
): PromiseCell {
  return {
    promiseId: promise.id,
    environmentId: environment.id,
    key: cell.state,
    reason: cell.reason ?? null,
    ...cellWordsOf(cell, promise, now, locale),
    provenAt: cell.proof?.asOf ?? null,
    provenBy: cell.proof?.runId ?? null,
    brokenSince: cell.brokenSince ?? null,
    breaksAt: cell.dueAt ?? null,
    exception: exception === undefined ? null : exceptionAnswerOf(exception),
    why,
  };
}
