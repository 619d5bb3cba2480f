import type * as z from "zod";
import type { Access } from "../../../shared/access/access-store.ts";
import { showPromiseMatrix } from "../../../shared/contract/promise-routes.ts";
import type { promiseMatrix } from "../../../shared/contract/promises.ts";
import { promisePolling } from "../../../shared/derived/polling.ts";
import type { Clock } from "../../../shared/foundation/clock.ts";
import { cellWordsOf, promiseHeadlineOf, promisesUnreadOf } from "../../../shared/presenter/promise-words.ts";
import { readEndpoint } from "../../middleware/endpoint.ts";
import { need } from "../../middleware/scope-guard.ts";
import { cellAnswerOf, promiseAnswerOf } from "../../representations/promise.ts";
import { placesOf, textsOf } from "../hub-filter.ts";
import { memberOr404 } from "../member-or-404.ts";
import type { ExplainBroken } from "../promise-causes.ts";
import type { ReadPromises } from "../promise-reader.ts";

const rowsMax = 250;

interface Dependencies {
  readonly access: Access;
  readonly readPromises: ReadPromises;
  readonly explainBroken: ExplainBroken;
  readonly clock: Clock;
}

/** The matrix of environments and promises that the caller sees. */
export const showPromiseMatrixEndpoint = ({ access, readPromises, explainBroken, clock }: Dependencies) =>
  readEndpoint(showPromiseMatrix, async ({ caller, locale, query, param }) => {
    const { state, environmentId } = query;
    const member = await memberOr404(access, caller, param("ws"), environmentId);
    need(member, showPromiseMatrix.capability);
    const reading = await readPromises(member, access.listEnvironments(member), () => clock.now());
    const now = clock.now();
    const { promises, exceptions, counts } = reading;

    // Cells are sorted worst first, so the rows are, too.
    const all = [...Map.groupBy(reading.cells, ({ environment }) => environment.id).values()].filter(
      (cells) =>
        (environmentId === undefined || cells[0]?.environment.id === environmentId) &&
        (state === undefined || cells.some(({ cell }) => cell.state === state)),
    );
    const shown = all.slice(0, rowsMax);
    const whyOf = await explainBroken(member, shown.flat(), locale);
    const order = new Map(promises.map(({ id }, at) => [id, at]));
    const isUnread = promisesUnreadOf(counts, locale) !== null;
    const countOf = (value: number) => ({ value, capped: isUnread });
    const body: z.input<typeof promiseMatrix> = {
      promises: promises.map((promise) => promiseAnswerOf(member, promise, exceptions, locale)),
      rows: shown.flatMap((cells) => {
        const [worst] = cells;
        if (worst === undefined) return [];
        const { environment, cell, promise } = worst;
        return {
          environment: { id: environment.id, name: environment.name },
          key: cell.state,
          state: cellWordsOf(cell, promise, now, locale).state,
          cells: cells
            .toSorted((a, b) => (order.get(a.promise.id) ?? 0) - (order.get(b.promise.id) ?? 0))
            .map((one) => cellAnswerOf(one, whyOf(one), now, locale)),
        };
      }),
      rowCount: countOf(all.length),
      counts: {
        broken: countOf(counts.cells.broken),
        due_soon: countOf(counts.cells.due_soon),
        unknown: countOf(counts.cells.unknown),
        kept: countOf(counts.cells.kept),
      },
      headline: promiseHeadlineOf(counts, locale),
      unread: promisesUnreadOf(counts, locale),
      appliedFilters: { ...textsOf(query), ...placesOf(environmentId) },
      polling: promisePolling,
      checkedAt: now.toISOString(),
    };
    return { status: 200, body };
  });
