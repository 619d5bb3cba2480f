import { parseArgs } from "node:util";
import * as z from "zod";
import { openTarget } from "./load/target.ts";
import type { Measured } from "./report.ts";
import { barChart } from "./svg.ts";
import { measureAlertEnds } from "./waits/alerts.ts";
import { type Deployment, deploymentSubject } from "./waits/deployment.ts";
import { startBullmq, startGraphileWorker, startPgBoss } from "./waits/peers.ts";
import { measureWaits, type Waits } from "./waits/subject.ts";

/** Published figures of services that cannot run here; their machines, regions and clients are their own. */
const published = [
  {
    service: "Temporal Cloud",
    accept: "StartWorkflowExecution p50 20 ms, p90 32 ms, p99 78 ms (August 2026); objective p99 200 ms",
    queuedToRunning: "about 30 to 50 ms for the first workflow task, about 50 ms for an activity",
    endToSeen: "not found",
    alertEnd: "not found",
    sources: [
      "https://docs.temporal.io/evaluate/cloud/service-availability",
      "https://docs.temporal.io/design-patterns/performance-latency-patterns",
    ],
  },
  {
    service: "Hatchet (own host, 8-CPU database, v0.55.26)",
    accept: "average 2.5 ms at 100/s, 2.6 ms at 500/s, 5.7 ms at 2,000/s",
    queuedToRunning: "below 25 ms to a hot worker; average from event to end 40 ms at 100/s",
    endToSeen: "not found",
    alertEnd: "not found",
    sources: [
      "https://docs.hatchet.run/self-hosting/benchmarking",
      "https://docs.hatchet.run/guarantees-and-tradeoffs",
    ],
  },
] as const;

/** Problems whose alerts are open at once; each is solved in another part of the minute. */
const alertsAtOnce = 12;

/** A deployment elsewhere, as docs/benchmarks/waits.md says. */
const elsewhere = z.object({
  WAITS_API_URL: z.url(),
  WAITS_TOKEN: z.string().min(1),
  WAITS_WORKSPACE: z.string().min(1),
  WAITS_ENVIRONMENT: z.string().min(1),
  WAITS_CONNECTIONS: z.string().transform((text) => text.split(",")),
});

/**
 * Waits as a user has them: until a start is accepted, a run runs, its end is seen in the list, and a problem's alert ends.
 * With WAITS_API_URL it measures that deployment only, otherwise the running local stack and the peers.
 */
export async function measureUserWaits(args: readonly string[]): Promise<Measured> {
  const { values } = parseArgs({
    args: [...args],
    options: { rates: { type: "string", default: "1,25,150" }, seconds: { type: "string", default: "20" } },
  });
  const drives = values.rates.split(",").map((rate) => ({ rate: Number(rate), seconds: Number(values.seconds) }));
  const waits: (Waits & { readonly system: string })[] = [];
  const drive = async (system: string, subject: Parameters<typeof measureWaits>[0]) => {
    // The first runs include cold starts.
    await measureWaits(subject, { rate: 2, seconds: 5 });
    for (const one of drives) waits.push({ system, ...(await measureWaits(subject, one)) });
  };

  if (process.env.WAITS_API_URL !== undefined) {
    await drive("Runtruth, deployed", deploymentSubject(deploymentOf(process.env)));
    return report(waits, undefined);
  }
  const local = await localDeployment();
  await drive("Runtruth, local stack", deploymentSubject(local.deployment));
  const alerts = await measureAlertEnds(local.deployment, local.alertIds, local);
  for (const [name, start] of [
    ["pg-boss", startPgBoss],
    ["graphile-worker", startGraphileWorker],
    ["BullMQ", startBullmq],
  ] as const) {
    const peer = await start();
    try {
      await drive(name, peer);
    } finally {
      await peer.stop();
    }
  }
  return report(waits, alerts);
}

function deploymentOf(environment: NodeJS.ProcessEnv): Deployment {
  const read = elsewhere.safeParse(environment);
  if (!read.success) throw new Error(`the environment of this benchmark is incomplete: ${z.prettifyError(read.error)}`);
  return {
    apiUrl: read.data.WAITS_API_URL.replace(/\/$/, ""),
    workspaceId: read.data.WAITS_WORKSPACE,
    environmentId: read.data.WAITS_ENVIRONMENT,
    connectionIds: read.data.WAITS_CONNECTIONS,
    tokenOf: async () => read.data.WAITS_TOKEN,
  };
}

async function localDeployment() {
  const target = await openTarget();
  await target.prepare();
  const faults = target.tenants.map((tenant) => `${target.stack.provider.origin}/${tenant}/_faults`);
  const working = Array.from({ length: target.connectionCount }, (_, at) => at).filter((at) => !target.isFailing(at));
  const deployment: Deployment = {
    apiUrl: target.stack.apiUrl,
    workspaceId: target.workspaceId,
    environmentId: target.environmentId,
    connectionIds: working.map((at) => `load-${at}`),
    tokenOf: () => target.tokenOf("owner"),
  };
  return {
    deployment,
    alertIds: deployment.connectionIds.slice(0, alertsAtOnce),
    fail: () => {
      const body = JSON.stringify({ match: "GET /beta/", status: 403, times: 999 });
      return Promise.all(faults.map((url) => fetch(url, { method: "POST", body })));
    },
    heal: () => Promise.all(faults.map((url) => fetch(url, { method: "DELETE" }))),
  };
}

type Alerts = Awaited<ReturnType<typeof measureAlertEnds>>;

function report(waits: readonly (Waits & { readonly system: string })[], alerts: Alerts | undefined): Measured {
  const bars = (pick: (one: Waits) => { readonly p99: number } | undefined) =>
    waits.map((one) => ({
      label: `${one.system}, ${one.rate}/s`,
      value: pick(one)?.p99 ?? 0,
      kind: one.system.startsWith("Runtruth") ? 0 : 1,
    }));
  const chart = (title: string, pick: (one: Waits) => { readonly p99: number } | undefined) =>
    barChart({ title, unit: "ms, p99", kinds: ["Runtruth", "peers"], logarithmic: true, bars: bars(pick) });
  return {
    results: { waits, alerts, published },
    plots: {
      accept: chart("Wait until a start is accepted", (one) => one.acceptMilliseconds),
      running: chart("From queued to running", (one) => one.queuedToRunningMilliseconds),
      seen: chart("From the end of a run to its line in the list; 0: no list", (one) => one.endToSeenMilliseconds),
    },
    lines: [
      ...waits.map(
        (one) =>
          `${one.system}, ${one.rate}/s: ${one.starts} starts, ${one.refused} refused, ${one.notSeen} not seen; ` +
          `accept ${text(one.acceptMilliseconds)}, queued to running ${text(one.queuedToRunningMilliseconds)}, ` +
          `end to seen ${text(one.endToSeenMilliseconds)}`,
      ),
      ...(alerts === undefined ? [] : [`alerts: ${JSON.stringify(alerts)}`]),
    ],
  };
}

const text = (one: { readonly p50: number; readonly p99: number } | undefined) =>
  one === undefined ? "none" : `p50 ${one.p50} p99 ${one.p99} ms`;
