import { type Query, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { ApiError } from "./client.ts";

/** Retry interval after a failed poll, in seconds. */
const secondsAfterFailure = 10;
const shortestMilliseconds = 1000;
/** Effects of a change, such as resolving an older problem, may be stored slightly later. */
const secondLookMilliseconds = 10_000;

/** Number of open dialogs: the page below an open dialog does not change. */
let openDialogs = 0;

/** Pauses polling while a dialog is open. */
export function useHeldBeat(isOpen: boolean): void {
  useEffect(() => {
    if (!isOpen) return;
    openDialogs += 1;
    return () => {
      openDialogs -= 1;
    };
  }, [isOpen]);
}

/**
 * Polls one query while anything can change: the page's main query, or the activity line when that one rests. Only
 * when its answer changes, all other queries are reloaded, at once and once more a little later. A page with an
 * active run thus costs one request per poll. Failed queries are retried until they succeed. Polling pauses in hidden
 * tabs and below dialogs.
 */
export function useBeat(): void {
  const queries = useQueryClient();
  useEffect(() => {
    let timer: number | undefined;
    let secondLook: number | undefined;
    const lookAgain = async () => {
      if (isResting()) secondLook = window.setTimeout(lookAgain, shortestMilliseconds);
      else await queries.invalidateQueries(allBut(nextQuestion(queries.getQueryCache().getAll())?.queryKey));
    };
    const plan = () => {
      const next = nextQuestion(queries.getQueryCache().getAll());
      window.clearTimeout(timer);
      if (next === undefined) return;
      timer = window.setTimeout(() => beat(next.queryKey), Math.max(next.due - Date.now(), shortestMilliseconds));
    };
    const beat = async (queryKey: readonly unknown[]) => {
      if (!isResting()) {
        const before = queries.getQueryData(queryKey);
        // A request in flight counts as the poll; a list that is loading more is not cancelled.
        await queries.refetchQueries({ queryKey, exact: true }, { cancelRefetch: false });
        if (queries.getQueryData(queryKey) !== before) {
          window.clearTimeout(secondLook);
          secondLook = window.setTimeout(lookAgain, secondLookMilliseconds);
          await queries.invalidateQueries(allBut(queryKey));
        }
      }
      window.clearTimeout(timer);
      timer = window.setTimeout(plan, shortestMilliseconds);
    };
    const stop = queries.getQueryCache().subscribe(({ type }) => {
      if (type === "updated" || type === "observerAdded" || type === "observerRemoved") plan();
    });
    plan();
    return () => {
      stop();
      window.clearTimeout(timer);
      window.clearTimeout(secondLook);
    };
  }, [queries]);
}

const allBut = (queryKey: readonly unknown[] | undefined) => ({
  predicate: (query: Query) => query.queryKey[0] !== queryKey?.[0],
});

/** The tab is hidden or a dialog is open. */
const isResting = () => document.hidden || openDialogs > 0;

function nextQuestion(all: readonly Query[]) {
  const asked = all.flatMap((query) => {
    const { queryKey, state, meta } = query;
    const hasFailed = state.status === "error" && !isRefusal(state.error);
    const seconds = hasFailed ? secondsAfterFailure : intervalOf(state.data);
    if (seconds === null || !query.isActive()) return [];
    const due = Math.max(state.dataUpdatedAt, state.errorUpdatedAt) + seconds * 1000;
    return [{ queryKey, hasFailed, due, isMain: meta?.isMain === true }];
  });
  const moving =
    asked.find(({ isMain }) => isMain) ?? asked.find(({ queryKey }) => String(queryKey[0]).includes("/activity"));
  return asked.filter((one) => one === moving || one.hasFailed).sort((a, b) => a.due - b.due)[0];
}

/** A retry would be answered the same. */
function isRefusal(error: unknown): boolean {
  return error instanceof ApiError && error.status >= 400 && error.status < 500 && error.status !== 429;
}

/** The polling interval of an answer; for paged answers that of the first page that has one. */
function intervalOf(answer: unknown): number | null {
  if (typeof answer !== "object" || answer === null) return null;
  if ("pages" in answer && Array.isArray(answer.pages)) {
    return answer.pages.map(intervalOf).find((seconds) => seconds !== null) ?? null;
  }
  if (!("polling" in answer)) return null;
  const { polling } = answer;
  if (typeof polling !== "object" || polling === null || !("intervalSeconds" in polling)) return null;
  return typeof polling.intervalSeconds === "number" ? polling.intervalSeconds : null;
}
