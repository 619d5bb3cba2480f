import type { PlannedSchedule } from "../assembly/planned-triggers.ts";
import type { FunctionPool } from "./function-pool.ts";
import type { RunningMapping } from "./mapping.ts";

/** Invokes a function at a fixed rate, first after one interval. Failed invocations appear in the function's log. */
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
