import type { DrillReport } from "./drill.ts";

/** The totals of many drills, as the reports show them. */
export function createDrillTotals() {
  const totals = { worlds: 0, runs: 0, accepted: 0, runsOfBoth: 0, olderPages: 0, violations: 0, excused: 0 };
  const invocations: Record<string, number> = {};
  const checked: Record<string, number> = {};
  const injected: Record<string, number> = {};
  const excusedBy: Record<string, number> = {};
  const add = (sums: Record<string, number>, name: string, count: number) => {
    sums[name] = (sums[name] ?? 0) + count;
  };
  const addAll = (sums: Record<string, number>, more: Readonly<Record<string, number>>) => {
    for (const [name, count] of Object.entries(more)) add(sums, name, count);
  };
  return {
    add(report: DrillReport): void {
      const { worked, workedToday } = report.traces;
      addAll(totals, {
        worlds: 1,
        runs: report.runs,
        accepted: report.accepted,
        runsOfBoth: [...worked].filter((runId) => workedToday.has(runId)).length,
        olderPages: report.olderPages,
        violations: report.violations.length,
        excused: report.excused.length,
      });
      addAll(invocations, report.traces.invocations);
      addAll(checked, report.checked);
      addAll(injected, report.injected);
      for (const { invariant } of report.excused) add(excusedBy, invariant, 1);
    },
    totals,
    all: () => ({ ...totals, invocations, checked, injected, excusedBy }),
  };
}
