import { onTestFinished } from "vitest";
import type { WorkResult } from "../../shared/operations/define-operation.ts";
import { type Script, sendJson, startScripted } from "../provider/scripted-provider.ts";
import { operationWorld, scope } from "./operation-world.ts";

export const listOf = (...value: object[]) => ({ value });

/** A world whose provider answers a collection with its list or script; a collection that is not named is empty. */
export async function listedWorld(lists: Record<string, object | Script>) {
  const provider = await startScripted((request, response) => {
    const { pathname } = new URL(request.path, "http://provider.test");
    const list = lists[pathname.replace("/beta/deviceManagement/", "")] ?? listOf();
    if (typeof list === "function") return Reflect.apply(list, undefined, [request, response]);
    sendJson(response, 200, list);
  });
  onTestFinished(() => provider.stop());
  const world = await operationWorld(provider.origin);
  await world.addConnection();

  return {
    ...world,
    lists,
    sync: () => world.perform("policy.sync"),

    /** A sync to its end in parts of one page. */
    async syncInParts(): Promise<WorkResult> {
      let run = await world.claimed("policy.sync");
      for (;;) {
        const { result } = await world.attempt(run, () => 1000);
        if (result.kind === "ended") return result;
        const { attempt, handovers } = run;
        run = { ...run, attempt: attempt + 1, handovers: handovers + 1, checkpoint: result.checkpoint };
      }
    },

    stored: async () => (await world.needs.policies.readCurrent(scope)).policies,
  };
}
export type ListedWorld = Awaited<ReturnType<typeof listedWorld>>;
