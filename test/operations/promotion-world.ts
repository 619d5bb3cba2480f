import type { WorkResult } from "../../shared/operations/define-operation.ts";
import { scope } from "./operation-world.ts";
import { nameSource, source } from "./promotion-source.ts";
import { plannedInput } from "./recipes/planned.ts";
import { restoreWorld } from "./restore-world.ts";

export const from = { sourceEnvironmentId: source.environmentId };

export const codesOf = (result: WorkResult) =>
  result.kind === "ended" ? (result.failures ?? []).map(({ code }) => code) : [];

/** A target tenant beside a source whose groups, filters and tags have names. */
export async function promotionWorld(naming: Parameters<typeof nameSource>[1] = {}) {
  const held = await restoreWorld();
  await nameSource(held, naming);
  const { perform, needs, atProvider, gate } = held;

  async function preview(input: object) {
    const result = await perform("promotion.execute", { ...from, dryRun: true, ...input });
    const id = result.kind === "ended" ? (result.related?.id ?? "") : "";
    return { result, id, items: await needs.restoreRuns.listItems(scope, id) };
  }
  const promote = async (input: Record<string, unknown>) => {
    const { groupMap, filterMap, scopeTagMap, policyMap, allowBroaden, ...own } = await plannedInput(
      held,
      "promotion.execute",
      { ...from, ...input },
    );
    gate.writes.length = 0;
    return perform("promotion.execute", own);
  };
  /** The policies of the target with this name. */
  async function named(displayName: string) {
    const answer = await fetch(`${held.provider.origin}/_world`);
    const { deviceConfigurations } = (await answer.json()) as { deviceConfigurations: Record<string, unknown>[] };
    return deviceConfigurations.filter((policy) => policy.displayName === displayName);
  }
  return { ...held, preview, promote, named, atProvider };
}
