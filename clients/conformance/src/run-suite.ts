import type { Deployment } from "./deployment.ts";
import type { Scenario, ScenarioResult } from "./scenario.ts";

/** Checks the scenarios one after another, because each changes what the next one reads. */
export async function runSuite(
  deployment: Deployment,
  scenarios: readonly Scenario[],
  onResult: (result: ScenarioResult) => void = () => undefined,
): Promise<readonly ScenarioResult[]> {
  const results: ScenarioResult[] = [];
  for (const scenario of scenarios) {
    const result = { name: scenario.name, wishes: scenario.wishes ?? [], ...(await checked(deployment, scenario)) };
    results.push(result);
    onResult(result);
  }
  return results;
}

async function checked(
  deployment: Deployment,
  { needs = [], run }: Scenario,
): Promise<Pick<ScenarioResult, "state" | "because">> {
  const missing = needs.filter((need) => !deployment.offers(need));
  if (missing.length > 0) return { state: "not_offered", because: missing.map((need) => `the API has no ${need}`) };
  try {
    const finding = await run(deployment);
    if ("notExercised" in finding) return { state: "not_exercised", because: [finding.notExercised] };
    const { violations } = finding;
    return { state: violations.length === 0 ? "passed" : "violated", because: violations };
  } catch (error) {
    return { state: "error", because: [error instanceof Error ? error.message : String(error)] };
  }
}
