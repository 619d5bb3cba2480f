import { createRunQueries } from "../../../shared/ledger/run-queries.ts";
import type { WorkResult } from "../../../shared/operations/define-operation.ts";
import type { ApprovalRule } from "../../../shared/run/approval-rule.ts";
import { scope } from "../../operations/operation-world.ts";
import { restoreWorld } from "../../operations/restore-world.ts";
import { createWorld } from "../world.ts";

export const hour = 3600;
export const note = "Agreed in change 4711.";
const strict: ApprovalRule = { destructive: 1, mutation: 20, clients: "always" };
const environmentPath = `/api/workspaces/${scope.workspaceId}/environments/${scope.environmentId}`;

export type ApprovalWorld = Awaited<ReturnType<typeof approvalWorld>>;

/**
 * Both APIs, a worker and a provider over one table: five policies are backed up and changed at the provider since, and
 * each restore of them needs an approval. Besides the usual members: a client and a second account, both the manager's.
 */
export async function approvalWorld() {
  const world = await restoreWorld();
  const api = await createWorld({ table: world });
  const queries = createRunQueries(world);
  let changes = 0;

  function call(method: "GET" | "POST" | "PUT" | "DELETE", path: string, as: string, body?: object) {
    api.clock.set(world.clock.now());
    return api.call({ method, path, as, ...(body && { body }) });
  }
  const plans = (as: string, id = "") => call("GET", `/api/workspaces/acme/plans${id && `/${id}`}`, as);
  const writeMember = (user: string, body: object) =>
    call("PUT", `/api/workspaces/acme/members/${user}`, "owner", body);
  const setRule = (approval: ApprovalRule | null, as = "owner") =>
    call("PUT", environmentPath, as, { name: "Acme production", approval });
  const start = (input: object, as = "manager", type = "restore.execute") =>
    call("POST", "/api/workspaces/acme/operations", as, { type, environmentId: scope.environmentId, input });

  /** Works on a stored run as a worker would; a later attempt takes over from an earlier one. */
  async function work(runId: string, attempt = 1): Promise<Extract<WorkResult, { kind: "ended" }>> {
    const run = await queries.getRun(runId);
    if (run === undefined) throw new Error(`there is no run ${runId}`);
    const input = await queries.getInput(run);
    const claimed = { ...run, status: "running" as const, attempt, input: { ...Object(input) } };
    const { result } = await world.attempt(claimed);
    if (result.kind !== "ended") throw new Error(`${runId} was handed over`);
    await api.runService.finish(run, { outcome: result.outcome, source: "adapter_reconciler" }, "observed");
    return result;
  }

  const manager = { role: "manager", environments: "all" };
  await setRule(strict);
  await writeMember("manager-2", manager);
  await writeMember("bot", { ...manager, kind: "client", ownerId: "manager" });
  await writeMember("manager-admin", { ...manager, ownerId: "manager" });

  const decide = (id: string, body: object, as = "owner") =>
    call("POST", `/api/workspaces/acme/plans/${id}/decision`, as, body);
  return {
    ...world,
    api,
    call,
    plans,
    start,
    work,
    setRule,
    writeMember,
    decide,
    request: (id: string, as = "manager") => call("POST", `/api/workspaces/acme/plans/${id}/request`, as, { note }),
    approve: (id: string, digest: string, as = "owner") => decide(id, { decision: "approve", digest, note }, as),
    refuse: (id: string, digest: string, as = "owner") => decide(id, { decision: "refuse", digest, note }, as),

    /** A reviewed preview of a restore of what another administrator changed, and the input that executes it. */
    async plan(as = "manager") {
      changes += 1;
      await world.changeAll(`change ${changes}`);
      world.clock.advance(1);
      const preview = await start({ backupSetId: world.backupSetId, dryRun: true }, as);
      const { id } = preview.body.run;
      await work(id);
      const { body } = await plans(as, id);
      const planDigest = String(body.digest);
      const reviewed = { restoreRunId: String(id), planDigest, confirmation: "Acme production" };
      return { id: String(id), digest: planDigest, input: { backupSetId: world.backupSetId, ...reviewed } };
    },
  };
}
