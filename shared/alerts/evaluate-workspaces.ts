import type { People } from "../access/people-store.ts";
import type { Clock } from "../foundation/clock.ts";
import type { Ids } from "../foundation/ids.ts";
import type { RunService } from "../ledger/run-service.ts";
import { alertsEvaluate } from "../operations/alerts/alerts.evaluate.ts";
import { alertBeat, type ClockBeats } from "../records/clock-beats.ts";
import { systemInitiator } from "../run/run.ts";
import { type AlertChanges, alertChanges } from "./alert-changes.ts";
import type { createEvaluateAlerts } from "./evaluate-alerts.ts";
import type { createReadForAlerts } from "./read-for-alerts.ts";
import type { createStartDeliveries } from "./start-deliveries.ts";

interface Dependencies {
  readonly people: Pick<People, "listWorkspaceIds">;
  readonly readForAlerts: ReturnType<typeof createReadForAlerts>;
  readonly evaluate: ReturnType<typeof createEvaluateAlerts>;
  readonly startDeliveries: ReturnType<typeof createStartDeliveries>;
  readonly runService: Pick<RunService, "recordCompleted">;
  readonly beats: Pick<ClockBeats, "record">;
  readonly clock: Clock;
  readonly ids: Ids;
  /** Reports the failure of one workspace, which never stops the others. */
  readonly onFailure: (workspaceId: string, error: unknown) => void;
}

/** What evaluations found, as sums over workspaces. */
export const alertLevels = ["alerts_open", "promises_broken", "channels_failing"] as const;
export type AlertLevels = Readonly<Record<(typeof alertLevels)[number], number>>;

export interface AlertTick {
  readonly changes: Readonly<AlertChanges>;
  readonly deliveries: number;
  readonly failed: number;
  /** Workspaces whose channels all fail, so that none of their alerts is delivered. */
  readonly unheard: number;
  /** Undefined when no workspace has a rule, or not every workspace was evaluated. */
  readonly levels: AlertLevels | undefined;
  /** The remaining workspaces are left to the next tick. */
  readonly isCutShort: boolean;
}

/** Workspaces evaluated at once; each mostly waits for the table. */
const atOnce = 4;

/**
 * Evaluates the alerts of every workspace and starts what is owed. A workspace that changed gets a run for the record; one
 * without changes records nothing.
 */
export function createEvaluateWorkspaces(parts: Dependencies) {
  return async function evaluateWorkspaces(mayGoOn: () => boolean): Promise<AlertTick> {
    const changes: AlertChanges = { opened: 0, changed: 0, closed: 0, unlisted: 0 };
    let deliveries = 0;
    let failed = 0;
    let unheard = 0;
    let isCutShort = false;
    const found: AlertLevels[] = [];
    const workspaces = await parts.people.listWorkspaceIds();
    // Starts with another workspace each minute, so that a tick that is cut short never leaves out the same ones.
    const first = workspaces.length === 0 ? 0 : Math.floor(parts.clock.now().getTime() / 60_000) % workspaces.length;
    const order = [...workspaces.slice(first), ...workspaces.slice(0, first)];
    for (let from = 0; from < order.length; from += atOnce) {
      if (!mayGoOn()) return { changes, deliveries, failed, unheard, levels: undefined, isCutShort: true };
      const done = await Promise.all(order.slice(from, from + atOnce).map((id) => evaluateSafely(id, mayGoOn)));
      for (const one of done) {
        for (const change of alertChanges) changes[change] += one?.changes[change] ?? 0;
        deliveries += one?.deliveries ?? 0;
        failed += one === undefined ? 1 : 0;
        unheard += one?.isUnheard === true ? 1 : 0;
        if (one?.levels !== undefined) found.push(one.levels);
        isCutShort ||= one?.isCutShort === true;
      }
    }
    const levels = failed > 0 || isCutShort || found.length === 0 ? undefined : sumOf(found);
    return { changes, deliveries, failed, unheard, levels, isCutShort };
  };

  async function evaluateSafely(workspaceId: string, mayGoOn: () => boolean) {
    try {
      return await evaluateOne(workspaceId, mayGoOn);
    } catch (error) {
      parts.onFailure(workspaceId, error);
      return undefined;
    }
  }

  async function evaluateOne(workspaceId: string, mayGoOn: () => boolean) {
    // What happens from now on may not be in the reading.
    const evaluatedAt = parts.clock.now().toISOString();
    const reading = await parts.readForAlerts(workspaceId);
    if (reading === undefined) return unwatched;
    const { changes, alerts, isCutShort } = await parts.evaluate(reading, mayGoOn);
    const deliveries = await parts.startDeliveries(workspaceId, reading.channels, alerts, parts.clock.now());
    const { opened, changed, closed } = changes;
    if (opened + changed + closed > 0) await record(workspaceId, reading.observed.length, opened + changed + closed);
    if (!isCutShort) await parts.beats.record(alertBeat(workspaceId), evaluatedAt);
    const failing = reading.channels.filter(({ health }) => health?.failingSince !== undefined).length;
    const levels: AlertLevels = {
      alerts_open: alerts.filter(({ state }) => state === "open").length,
      promises_broken: reading.observed.filter(({ cause }) => cause === "promise_broken").length,
      channels_failing: failing,
    };
    return { changes, deliveries, levels, isCutShort, isUnheard: failing > 0 && failing === reading.channels.length };
  }

  async function record(workspaceId: string, total: number, processed: number): Promise<void> {
    const now = parts.clock.now();
    await parts.runService.recordCompleted(
      {
        id: parts.ids.next(now),
        type: alertsEvaluate.type,
        workspaceId,
        environmentId: null,
        initiator: systemInitiator,
        createdAt: now.toISOString(),
        correlationHash: undefined,
        input: {},
        context: {},
      },
      {
        outcome: "succeeded",
        source: "scheduled_reconciler",
        summaryCounts: { total: Math.max(total, processed), processed },
      },
    );
  }
}
export type EvaluateWorkspaces = ReturnType<typeof createEvaluateWorkspaces>;

const unwatched = {
  changes: { opened: 0, changed: 0, closed: 0, unlisted: 0 },
  deliveries: 0,
  levels: undefined,
  isCutShort: false,
  isUnheard: false,
};

const sumOf = (found: readonly AlertLevels[]): AlertLevels => ({
  alerts_open: found.reduce((sum, one) => sum + one.alerts_open, 0),
  promises_broken: found.reduce((sum, one) => sum + one.promises_broken, 0),
  channels_failing: found.reduce((sum, one) => sum + one.channels_failing, 0),
});
