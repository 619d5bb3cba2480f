import { useSyncExternalStore } from "react";

function widthQuery(below: number): () => boolean {
  const query = matchMedia(`(max-width: ${below}px)`);
  const subscribe = (changed: () => void) => {
    query.addEventListener("change", changed);
    return () => query.removeEventListener("change", changed);
  };
  return () => useSyncExternalStore(subscribe, () => query.matches);
}

/** Whether the page is phone-sized: tables then have one column. */
export const useNarrow = widthQuery(688);

/** Whether the page is too narrow for all columns of a run. */
export const useCramped = widthQuery(900);

/** Whether nine columns have no room side by side, so that a cause would wrap into many lines. */
export const useTight = widthQuery(1680);
