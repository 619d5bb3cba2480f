import type { PlannedSchedule } from "../assembly/planned-triggers.ts";
import type { FunctionPool } from "./function-pool.ts";
import type { RunningMapping } from "./mapping.ts";

/** Invokes a function at a fixed rate, the first time one interval from now. A failed invocation is in its log. */
export function startSchedule(planned: PlannedSchedule, pool: Pick<FunctionPool, "invoke">): RunningMapping {
  const atWork = new Set<Promise<unknown>>();
  const timer = setInterval(() => {
    const work = pool.invoke(JSON.parse(planned.input)).finally(() => atWork.delete(work));
    atWork.add(work);
  }, planned.everySeconds * 1000);
  return {
    async stop() {
      clearInterval(timer);
      await Promise.all(atWork);
    },
  };
}
