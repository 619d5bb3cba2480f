import * as z from "zod";
import { type Tickets, takeAttemptTicket } from "../attempt-ticket.ts";
import type { Json, Work, WorkResult } from "../define-operation.ts";
import type { connectionInput } from "../provider/connection-choice.ts";
import { endWithout, failuresOf, type UsedConnection, withConnection } from "../provider/end-of-reads.ts";
import { publishReport, type ReportDependencies } from "../provider/publish-report.ts";
import { type ListedItem, type ListStep, type ReadingDependencies, readLists } from "../provider/read-lists.ts";

interface HandleDependencies extends ReadingDependencies, ReportDependencies, UsedConnection {
  readonly tickets: Tickets;
}

/** A device that has not contacted the service for longer is stale: its state says little. */
const staleDays = 30;

const device = z.looseObject({
  id: z.string(),
  operatingSystem: z.string().nullish(),
  complianceState: z.string().nullish(),
  lastSyncDateTime: z.string().nullish(),
});
const platforms: readonly (readonly [prefix: string, platform: string])[] = [
  ["windows", "windows"],
  ["macos", "macos"],
  ["ios", "ios"],
  ["ipados", "ios"],
  ["android", "android"],
  ["linux", "linux"],
];
/** The states of Graph's summary, by the state of a device. */
const summarized = {
  compliant: "compliantDeviceCount",
  noncompliant: "nonCompliantDeviceCount",
  inGracePeriod: "inGracePeriodCount",
  configManager: "configManagerCount",
  conflict: "conflictDeviceCount",
  error: "errorDeviceCount",
  unknown: "unknownDeviceCount",
} as const;
type State = keyof typeof summarized;
const states = new Map(Object.keys(summarized).map((state) => [state.toLowerCase(), state]));
const isState = (name: string): name is State => name in summarized;
const counts = z.record(z.string(), z.unknown());

const steps: readonly ListStep[] = [
  {
    key: "summary",
    request: { call: "complianceSummary" },
    take(item) {
      const read = counts.safeParse(item).data ?? {};
      const numbers = Object.values(summarized).map((name) => [name, Number(read[name] ?? 0) || 0] as const);
      return { ...Object.fromEntries(numbers), id: "summary" };
    },
  },
  {
    key: "devices",
    request: { call: "managedDevices" },
    take(item) {
      const read = device.safeParse(item);
      if (!read.success) return undefined;
      const { id, operatingSystem, complianceState, lastSyncDateTime } = read.data;
      const name = (operatingSystem ?? "").toLowerCase();
      const seen = Date.parse(lastSyncDateTime ?? "");
      return {
        id,
        platform: platforms.find(([prefix]) => name.startsWith(prefix))?.[1] ?? "other",
        state: states.get((complianceState ?? "").toLowerCase()) ?? "unknown",
        seen: Number.isNaN(seen) ? null : seen,
      };
    },
  },
];

/**
 * Counts devices by platform and state. Stored are counts only: no name, user or id of a device. Graph's own summary is
 * updated late; its difference is shown and is no fault.
 */
export function handle(work: Work<z.infer<typeof connectionInput>>, needs: HandleDependencies): Promise<WorkResult> {
  return withConnection(work, needs, async (connection) => {
    const n = await takeAttemptTicket(work, "compliance-snapshots", needs.tickets, { phase: "asking_provider" });
    const read = await readLists(work, connection, n, needs, () => steps);
    if (read.kind === "handed_over") return read.result;
    const devices = read.reads.get("devices");
    // Nothing was counted; a list that was cut short counts what it has and says so.
    if (devices === undefined || (devices.failure !== undefined && devices.items.length === 0)) {
      return endWithout(failuresOf(read.reads.values()));
    }
    const [summary] = read.reads.get("summary")?.items ?? [];
    const total = devices.items.length;
    const content = contentOf(devices.items, summary, needs.clock.now());
    const unreadable = devices.unreadable;
    return publishReport(work, connection, read.reads, needs, {
      kind: "compliance-snapshots",
      n,
      content: { ...content, isWhole: devices.failure === undefined && unreadable === 0, unreadable },
      summaryCounts: { total: total + unreadable, processed: total, failed: unreadable },
      failures:
        unreadable === 0
          ? []
          : [
              {
                code: "provider_document_incomplete",
                message: `${unreadable} devices were not understood.`,
                count: unreadable,
              },
            ],
    });
  });
}

function contentOf(devices: readonly ListedItem[], summary: ListedItem | undefined, now: Date) {
  const staleBefore = now.getTime() - staleDays * 86_400_000;
  const isStale = ({ seen }: ListedItem) => typeof seen !== "number" || seen < staleBefore;
  const byPlatform = Map.groupBy(devices, ({ platform }) => String(platform));
  const countIn = (items: readonly ListedItem[], state: State) => items.filter((item) => item.state === state).length;
  const names = Object.keys(summarized).filter(isState);
  return {
    devices: devices.length,
    stale: devices.filter(isStale).length,
    staleDays,
    platforms: [...byPlatform.keys()].sort().map((platform): { readonly [key: string]: Json } => {
      const items = byPlatform.get(platform) ?? [];
      return {
        platform,
        total: items.length,
        stale: items.filter(isStale).length,
        ...Object.fromEntries(names.map((state) => [state, countIn(items, state)])),
      };
    }),
    summary:
      summary === undefined
        ? null
        : names.map((state): { readonly [key: string]: Json } => {
            const stated = Number(summary[summarized[state]] ?? 0);
            const counted = countIn(devices, state);
            return { state, counted, stated, difference: counted - stated };
          }),
  };
}
