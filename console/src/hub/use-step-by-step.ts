import { startTransition, useDeferredValue, useEffect, useMemo, useState } from "react";
import { stepTowards } from "./merge-rows.ts";

/**
 * Rows as a list draws them: where a page of them comes and another goes, a step of a few rows each frame, because a whole
 * page in one frame is a task during which the browser answers no input. Each step is drawn in parts that an input interrupts.
 */
export function useStepByStep<Item extends { readonly id: string }>(rows: readonly Item[]): readonly Item[] {
  const [settled, setSettled] = useState(rows);
  const next = useMemo(() => stepTowards(settled, rows), [settled, rows]);
  const drawn = useDeferredValue(next);
  const isDrawn = drawn === next;
  useEffect(() => {
    if (!isDrawn || settled === next) return;
    const frame = requestAnimationFrame(() => startTransition(() => setSettled(next)));
    return () => cancelAnimationFrame(frame);
  }, [isDrawn, settled, next]);
  return drawn;
}
