import type { Access } from "../access/access-store.ts";
import type { People } from "../access/people-store.ts";
import { type EvaluatedRun, idsToAsk, type OpenWork, settleOpenWork } from "../actionability/open-work.ts";
import { promisedCells } from "../actionability/promised-cells.ts";
import type { ReadOpenWork } from "../actionability/read-open-work.ts";
import type { RunTruths } from "../actionability/run-truths.ts";
import type { Clock } from "../foundation/clock.ts";
import type { RunQueries } from "../ledger/run-queries.ts";
import type { AlertChannels } from "../records/alert-channels.ts";
import type { AlertRules } from "../records/alert-rules.ts";
import type { Alerts } from "../records/alerts.ts";
import type { EnvironmentProofs } from "../records/environment-proofs.ts";
import type { ListedApprovals } from "../records/listed-approvals.ts";
import type { FindNeeding } from "../records/needing-schedules.ts";
import type { Promises } from "../records/promises.ts";
import type { RuleCause } from "../run/alert-states.ts";
import type { AlertReading } from "./evaluate-alerts.ts";
import { approvalCauses, channelCauses, issueCauses, promiseCauses, scheduleCauses } from "./observed-causes.ts";

interface Dependencies {
  readonly people: Pick<People, "findArchived">;
  readonly access: Pick<Access, "listAllEnvironments">;
  readonly rules: Pick<AlertRules, "list">;
  readonly channels: Pick<AlertChannels, "list">;
  readonly alerts: Pick<Alerts, "findListed">;
  readonly readOpenWork: ReadOpenWork;
  readonly queries: Pick<RunQueries, "getRuns">;
  readonly truths: Pick<RunTruths, "evaluateMany">;
  readonly promises: Pick<Promises, "list">;
  readonly proofs: Pick<EnvironmentProofs, "read">;
  readonly findNeeding: FindNeeding;
  readonly listedApprovals: Pick<ListedApprovals, "find">;
  readonly clock: Clock;
}

/** Runs loaded per workspace to decide whether they need attention; the rest waits for the next evaluation. */
const loadsMax = 2000;
const runsAtOnce = 100;

/**
 * Reads what an evaluation compares, with the code behind the workspace's own lists. A workspace without rules and
 * without alerts needs three reads. What no rule asks for is not read: only a rule can make it an alert, and an alert is
 * closed by its cause.
 */
export function createReadForAlerts(parts: Dependencies) {
  return async function readForAlerts(workspaceId: string): Promise<AlertReading | undefined> {
    const [{ rules, isWhole: areRulesWhole }, { channels }, { alerts: listed }] = await Promise.all([
      parts.rules.list(workspaceId),
      parts.channels.list(workspaceId),
      parts.alerts.findListed(workspaceId),
    ]);
    if (rules.length === 0 && listed.length === 0) return undefined;
    const [archived, all] = await Promise.all([
      parts.people.findArchived(workspaceId),
      parts.access.listAllEnvironments(workspaceId),
    ]);
    const environments = all.filter(({ id }) => !archived.includes(id));
    const work = await readIssues(workspaceId, archived);
    const asks = (cause: RuleCause) => rules.some(({ causes }) => causes.includes(cause));
    const list = asks("promise_broken") ? await parts.promises.list(workspaceId) : nothingPromised;
    const proofs = list.promises.length === 0 ? nothingProven : await parts.proofs.read(workspaceId, "all");
    const { approvals } = asks("approval_waiting")
      ? await parts.listedApprovals.find(workspaceId, "all")
      : { approvals: [] };
    const now = parts.clock.now();
    const { schedules } = asks("schedule_failing")
      ? await parts.findNeeding(workspaceId, (id) => id === null || !archived.includes(id), now)
      : { schedules: [] };
    return {
      ...{ workspaceId, rules, areRulesWhole, channels, listed, archived, environments, now },
      observed: [
        ...issueCauses(work),
        ...promiseCauses(promisedCells(list, environments, proofs, now)),
        ...scheduleCauses(schedules, archived, now),
        ...approvalCauses(approvals, archived, now),
        ...channelCauses(channels),
      ],
    };
  };

  async function readIssues(workspaceId: string, without: readonly string[]): Promise<Pick<OpenWork, "issues">> {
    const reading = await parts.readOpenWork({ workspaceId, environments: "all", without, kinds: ["A", "P"] });
    const ids = idsToAsk(reading, loadsMax);
    const judged = new Map<string, EvaluatedRun>();
    for (let from = 0; from < ids.length; from += runsAtOnce) {
      const runs = await parts.queries.getRuns(ids.slice(from, from + runsAtOnce));
      const truthOf = await parts.truths.evaluateMany(runs);
      for (const run of runs) judged.set(run.id, { run, truth: truthOf(run) });
    }
    return settleOpenWork(reading, new Set(ids), (id) => judged.get(id));
  }
}

const nothingProven = { of: () => ({}) };
const nothingPromised = { promises: [], exceptions: [] };
