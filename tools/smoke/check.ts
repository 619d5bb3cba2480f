/** What a check found. A thrown error is a failure; its message is the reason. */
export type Finding =
  | { readonly result: "passed"; readonly detail: string }
  | { readonly result: "not_run"; readonly reason: string };

export interface Check {
  readonly name: string;
  run(): Promise<Finding>;
}

export const passed = (detail: string): Finding => ({ result: "passed", detail });
export const notRun = (reason: string): Finding => ({ result: "not_run", reason });

/**
 * Runs the checks in order and writes one line for each. Returns true when none failed. A check that depends on a failed
 * one fails as well, with its own reason.
 */
export async function runChecks(checks: readonly Check[], write: (line: string) => void): Promise<boolean> {
  const counts = { passed: 0, failed: 0, not_run: 0 };
  for (const { name, run } of checks) {
    const startedAt = performance.now();
    const line = await run().then(
      (finding) => {
        counts[finding.result] += 1;
        return finding.result === "passed"
          ? `ok       ${name}: ${finding.detail}`
          : `not run  ${name}: ${finding.reason}`;
      },
      (error: unknown) => {
        counts.failed += 1;
        return `FAILED   ${name}: ${error instanceof Error ? error.message : String(error)}`;
      },
    );
    write(`${line} (${((performance.now() - startedAt) / 1000).toFixed(1)} s)`);
  }
  write(`${counts.passed} passed, ${counts.failed} failed, ${counts.not_run} not run`);
  return counts.failed === 0;
}
