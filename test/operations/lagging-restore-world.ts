import type { WorkResult } from "../../shared/operations/define-operation.ts";
import { type ScriptedProvider, startScripted } from "../provider/scripted-provider.ts";
import { type Document, holding, type Lag } from "./lagging-provider.ts";
import { operationWorld } from "./operation-world.ts";

const started: ScriptedProvider[] = [];

/** Call it in a file's `afterEach`. */
export async function stopLaggingProviders(): Promise<void> {
  await Promise.all(started.splice(0).map((provider) => provider.stop()));
}

/** An environment whose provider can lag; its policies are synced and backed up. */
export async function laggingRestoreWorld(...policies: Document[]) {
  const held = new Map(policies.map((one) => [one.id, one]));
  const lag: Lag = { reads: 0, lists: 0, onMade: () => false };
  const provider = await startScripted(holding(held, lag));
  started.push(provider);
  const world = await operationWorld(provider.origin);
  await world.addConnection();
  await world.perform("policy.sync");
  const values = () => [...held.values()].map(({ id, v }) => `${id}=${v}`);
  const backup = async () => {
    const taken = await world.perform("backup_set.update");
    return taken.kind === "ended" ? (taken.related?.id ?? "") : "";
  };
  const backupSetId = await backup();
  return {
    ...world,
    held,
    lag,
    values,
    backup,
    backupSetId,
    restore: (input: Record<string, unknown> = {}) => world.perform("restore.execute", { backupSetId, ...input }),
  };
}
/** The codes of a result's failures. */
export const codes = (result: WorkResult) =>
  result.kind === "ended" ? (result.failures ?? []).map(({ code }) => code) : [];
