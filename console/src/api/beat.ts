import { type Query, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { ApiError } from "./client.ts";

/** Retry interval after a failed poll, in seconds. */
const secondsAfterFailure = 10;
/** Maximum age of an answer while nothing shown can change by itself, in seconds. */
const secondsAtRest = 60;
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
 * Keeps every answer of the page up to date. While something runs, what the page is about is polled at its own interval:
 * its main queries, or the activity line when they rest. When one of these answers changes, all others are reloaded, at
 * once and once more a little later. Everything else is at most a minute old, because work starts without this page. Failed
 * queries are retried until they succeed. Polling pauses in hidden tabs and below dialogs.
 */
export function useBeat(): void {
  const queries = useQueryClient();
  useEffect(() => {
    const cache = queries.getQueryCache();
    let timer: number | undefined;
    let secondLook: number | undefined;
    const lookAgain = async () => {
      if (isResting()) secondLook = window.setTimeout(lookAgain, shortestMilliseconds);
      else await queries.invalidateQueries(allBut(movingOf(cache.getAll())));
    };
    const plan = () => {
      const due = Math.min(...questionsOf(cache.getAll()).map((question) => question.due));
      window.clearTimeout(timer);
      if (!Number.isFinite(due)) return;
      timer = window.setTimeout(beat, Math.max(due - Date.now(), shortestMilliseconds));
    };
    const beat = async () => {
      if (!isResting()) {
        const due = questionsOf(cache.getAll()).filter((question) => question.due <= Date.now());
        const moving = due.filter(({ isMoving }) => isMoving);
        const answers = () => moving.map(({ queryKey }) => queries.getQueryData(queryKey));
        const before = answers();
        // A request in flight counts as the poll; a list that is loading more is not cancelled.
        await Promise.all(
          due.map(({ queryKey }) => queries.refetchQueries({ queryKey, exact: true }, { cancelRefetch: false })),
        );
        if (answers().some((answer, at) => answer !== before[at])) {
          window.clearTimeout(secondLook);
          secondLook = window.setTimeout(lookAgain, secondLookMilliseconds);
          await queries.invalidateQueries(allBut(moving));
        }
      }
      window.clearTimeout(timer);
      timer = window.setTimeout(plan, shortestMilliseconds);
    };
    const stop = cache.subscribe(({ type }) => {
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

const allBut = (some: readonly { readonly queryKey: readonly unknown[] }[]) => ({
  predicate: (query: Query) => some.every(({ queryKey }) => query.queryKey[0] !== queryKey[0]),
});

/** The tab is hidden or a dialog is open. */
const isResting = () => document.hidden || openDialogs > 0;

/** The active queries, each with the instant of its next request. */
function questionsOf(all: readonly Query[]) {
  const moving = movingOf(all);
  return all.flatMap((query) => {
    const { queryKey, state } = query;
    if (!query.isActive() || (state.status === "error" && isRefusal(state.error))) return [];
    const isMoving = moving.includes(query);
    const interval = isMoving ? (intervalOf(state.data) ?? secondsAtRest) : secondsAtRest;
    const seconds = state.status === "error" ? secondsAfterFailure : interval;
    return [{ queryKey, isMoving, due: Math.max(state.dataUpdatedAt, state.errorUpdatedAt) + seconds * 1000 }];
  });
}

/** The queries to poll at their own interval; the activity line's while the page's main ones have none. */
function movingOf(all: readonly Query[]): readonly Query[] {
  const active = all.filter((query) => query.isActive());
  const main = active.filter(({ meta }) => meta?.isMain === true);
  const isAtRest = main.every(({ state }) => intervalOf(state.data) === null);
  const activity = active.filter(({ queryKey }) => String(queryKey[0]).includes("/activity"));
  return isAtRest && activity.length > 0 ? activity : main;
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
