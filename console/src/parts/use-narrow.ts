import { useSyncExternalStore } from "react";

function widthQuery(below: number): () => boolean {
  const query = matchMedia(`(max-width: ${below}px)`);
  const subscribe = (changed: () => void) => {
    query.addEventListener("change", changed);
    return () => query.removeEventListener("change", changed);
  };
  return () => useSyncExternalStore(subscribe, () => query.matches);
}

/** Whether the page is as narrow as a phone: tables become one column then. */
export const useNarrow = widthQuery(688);

/** Whether the many columns of a run have no room beside each other. */
export const useCramped = widthQuery(1180);
