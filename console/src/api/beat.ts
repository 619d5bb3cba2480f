import { type Query, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { Refused } from "./client.ts";

/** A failed look is repeated after so many seconds, whatever the answer before it said. */
const secondsAfterFailure = 10;
const shortestMilliseconds = 1000;
/** What follows from a change, such as an older problem that it proves solved, may be stored a little later. */
const secondLookMilliseconds = 10_000;

/** How many dialogs are open: while somebody decides, nothing moves below them. */
let openDialogs = 0;

/** Holds the beat for as long as a dialog is open. */
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
 * Asks one question again while something moves: the page's own, or the one of the activity line when the page's
 * answer rests. Only when its answer has changed is everything else on the page asked again, at once and a little
 * later, so a page with one active run costs one request each time, whatever it shows. Whatever failed is asked again
 * beside it until it is answered. Nothing is asked in a hidden tab or below a dialog.
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
        // Whatever is under way for this question is the look; a list that grows meanwhile is not cut short.
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

/** Nobody looks, or somebody decides. */
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

/** Asking again would be answered alike. */
function isRefusal(error: unknown): boolean {
  return error instanceof Refused && error.status >= 400 && error.status < 500 && error.status !== 429;
}

/** What an answer says about when to look again; of one in pages, what the first of them says that moves. */
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
