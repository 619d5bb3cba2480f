import { startTransition, useDeferredValue, useEffect, useMemo, useState } from "react";
import { withGoing } from "./merge-rows.ts";

/**
 * Rows as a list draws them: in small steps, so that the page answers meanwhile. Where rows come at one end and go at
 * the other, those that come are drawn a frame earlier than those that go, because both in one frame take too long.
 */
export function useEndByEnd<Item extends { readonly id: string }>(rows: readonly Item[]): readonly Item[] {
  const [settled, setSettled] = useState(rows);
  const next = useMemo(() => withGoing(settled, rows), [settled, rows]);
  const drawn = useDeferredValue(next);
  const isDrawn = drawn === next;
  useEffect(() => {
    if (!isDrawn || settled === rows) return;
    const frame = requestAnimationFrame(() => startTransition(() => setSettled(rows)));
    return () => cancelAnimationFrame(frame);
  }, [isDrawn, settled, rows]);
  return drawn;
}
