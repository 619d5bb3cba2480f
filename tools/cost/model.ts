import { asDeployed, production, type Switches, type Workload } from "./deployment.ts";
import { type PriceName, prices } from "./prices.ts";

export interface CostLine {
  readonly what: string;
  readonly quantity: number;
  readonly price: PriceName;
  readonly dollars: number;
}

const minutesPerMonth = 30 * 24 * 60;
const secondsPerMonth = minutesPerMonth * 60;
/** Lambda polls each queue with five long polls of 20 seconds. */
const pollsPerMinute = 5 * 3;

/** Figures per unit of work. Sizes and durations are estimates; units and requests are measured by tests. */
const each = {
  /** Held by `test/ledger/units.integration.test.ts`. */
  writeUnits: { success: 12, failure: 13 },
  /** Of a success that proves something; held by `test/records/environment-proofs.integration.test.ts`. */
  proofUnits: 1,
  /** Besides its run, as metered: held by `test/tools/cost-model.test.ts`. */
  slot: { written: 4, read: 8 },
  /** Opened, sent to one channel, resolved and sent again, with the two runs of its delivery. */
  alert: { written: 45, read: 19.5 },
  /** Of one workspace with one environment, whose rules ask for every cause. */
  evaluation: { written: 1, read: 8.5 },
  /** What it reads of each environment and its proofs, by size. */
  environmentReadUnits: 0.05,
  slotSeconds: 0.05,
  /** A page of 50 rows. */
  readUnits: 30,
  /** Send, receive, delete. */
  queueRequests: 3,
  apiSeconds: 0.03,
  trackingSeconds: 0.1,
  followUpSeconds: 0.02,
  sweepSeconds: 0.3,
  canarySeconds: 5,
  /** Sixteen partitions of two indexes and, every fifth time, the open work. */
  sweepReadUnits: 18,
  /** Without a schedule that is due. */
  tickSeconds: 0.15,
  /** Sixteen partitions of one index, and the record of the last tick. */
  tickReadUnits: 9,
  runKilobytes: 2,
  logLinesPerRun: 4,
  logLineKilobytes: 1,
  /** Lambda's own lines of an invocation. */
  platformKilobytes: 0.7,
  accessLogKilobytes: 0.35,
  edgeLogKilobytes: 0.5,
  responseKilobytes: 3,
  requestKilobytes: 0.5,
  firewallRules: 3,
  /** Requests of one canary: sign-in, start, about three polls, list. */
  canaryRequests: 7,
  /** DynamoDB asks for the key every five minutes for each of the functions. */
  keyRequestsPerMinute: 9 / 5,
  /** Metrics of the sweep, the schedules and the canary; types, outcomes and results of runs. */
  idleMetrics: 13,
  /** Open alerts, broken promises and failing channels, and three changes of alerts. */
  alertMetrics: 6,
  runMetrics: 60,
  tokenMinutes: 15,
  /** A pack of some hundred policies, kept for three months; put, get, and the reader's get. */
  fileMegabytes: 1,
  fileMonths: 3,
  fileRequests: 3,
  /** Sign and public key. */
  signatures: 2,
  /** The console's files, at each user's daily visit. */
  consoleMegabytes: 1,
  visitsPerUser: 20,
  /** CloudWatch stores logs compressed. */
  storedShare: 0.2,
} as const;

/** Lambda's own sampling: one a second and a twentieth of the others. An upper bound, reached by an even load. */
const tracesOf = (invocations: number) => {
  const first = Math.min(invocations, secondsPerMonth);
  return first + (invocations - first) / 20;
};

/** The bill of one month of production, line by line, without free tier. */
export function billOf(work: Workload, switches: Switches = asDeployed): CostLine[] {
  const { hasFirewall, hasCanary, tracing, logLevel, hasUserPool } = switches;
  const canaries = hasCanary ? minutesPerMonth / production.canaryMinutes : 0;
  const sweeps = minutesPerMonth / production.sweepMinutes;
  const ticks = minutesPerMonth / production.tickMinutes;
  const runs = work.runs + canaries;
  // A slot starts its run without a request.
  const api = work.runs - work.slots + work.reads + canaries * each.canaryRequests;
  const visits = work.users * each.visitsPerUser;
  const edge = api + visits * 30;
  const groups = [work.reads, runs, runs, runs, sweeps, ticks, canaries];
  const evaluations = work.rules > 0 ? ticks : 0;
  const invocations = api + runs * 2 + sweeps + ticks + canaries;
  const failures = work.runs * work.failedShare;
  const gigabytes = (count: number, kilobytes: number) => (count * kilobytes) / 1_000_000;
  const half = production.functionGigabytes;
  const seconds =
    api * each.apiSeconds * half +
    runs * each.trackingSeconds * production.workerGigabytes +
    runs * each.followUpSeconds * half +
    sweeps * each.sweepSeconds * half +
    ticks * each.tickSeconds * half +
    work.slots * each.slotSeconds * half +
    canaries * each.canarySeconds * half;
  const ownLogs = logLevel === "INFO" ? gigabytes(runs, each.logLinesPerRun * each.logLineKilobytes) : 0;
  const ownMetrics = gigabytes(runs, 1);
  const platformLogs = gigabytes(invocations, each.platformKilobytes);
  const accessLogs = gigabytes(api, each.accessLogKilobytes);
  const logs = ownLogs + ownMetrics + platformLogs + accessLogs + gigabytes(sweeps + ticks, each.logLineKilobytes * 2);
  const machineClients = hasUserPool ? production.machineClients - (hasCanary ? 0 : 1) : 0;
  const tokens = hasUserPool ? canaries + work.programs * (minutesPerMonth / each.tokenMinutes) : 0;

  const lines: CostLine[] = [];
  const add = (what: string, quantity: number, name: PriceName) => {
    const { dollars, per } = prices[name];
    if (quantity > 0) lines.push({ what, quantity, price: name, dollars: (quantity / per) * dollars });
  };
  const { success, failure } = each.writeUnits;
  add("DynamoDB, written by runs", runs * success + failures * (failure - success), "writeUnit");
  add("DynamoDB, written as proofs, at most", (runs - failures) * each.proofUnits, "writeUnit");
  add("DynamoDB, written by ticks", ticks, "writeUnit");
  add("DynamoDB, written by slots besides their runs", work.slots * each.slot.written, "writeUnit");
  add("DynamoDB, written by evaluations of alerts", evaluations * each.evaluation.written, "writeUnit");
  add("DynamoDB, written by alerts and their deliveries", work.alerts * each.alert.written, "writeUnit");
  const perEvaluation = each.evaluation.read + work.environments * each.environmentReadUnits;
  add("DynamoDB, read by slots", work.slots * each.slot.read, "readUnit");
  add(
    "DynamoDB, read by evaluations and alerts",
    evaluations * perEvaluation + work.alerts * each.alert.read,
    "readUnit",
  );
  const scheduled = sweeps * each.sweepReadUnits + ticks * each.tickReadUnits;
  add("DynamoDB, read by pages, sweep and ticks", work.reads * each.readUnits + scheduled, "readUnit");
  add("DynamoDB, stored: what a month adds", gigabytes(runs, each.runKilobytes), "tableGigabyte");
  add("DynamoDB, backups of it", gigabytes(runs, each.runKilobytes), "backupGigabyte");
  add("SQS, messages", runs * each.queueRequests, "queueRequest");
  add("SQS, empty polls", production.polledQueues * pollsPerMinute * minutesPerMonth, "queueRequest");
  add("Lambda, invocations", invocations, "invocation");
  add("Lambda, time", seconds, "gigabyteSecond");
  add("HTTP API", api, "apiRequest");
  add("CloudFront, requests", edge, "edgeRequest");
  add(
    "CloudFront, data to users",
    gigabytes(api, each.responseKilobytes) + visits * each.consoleMegabytes * 0.001,
    "edgeGigabyte",
  );
  add("CloudFront, data to the API", gigabytes(api, each.requestKilobytes), "originGigabyte");
  add("CloudFront, page function", visits * 30, "edgeFunction");
  add("S3, request log", gigabytes(edge, each.edgeLogKilobytes) * (production.logDays / 30), "bucketGigabyte");
  const fileGigabytes = gigabytes(work.files, each.fileMegabytes * 1000);
  add("S3, packs and exports", fileGigabytes * each.fileMonths, "bucketGigabyte");
  add("S3, requests for them", work.files * each.fileRequests, "bucketRequest");
  add("S3, downloads of them", fileGigabytes, "bucketOut");
  add("WAF, web ACL", hasFirewall ? 1 : 0, "firewall");
  add("WAF, rules", hasFirewall ? each.firewallRules : 0, "firewallRule");
  add("WAF, requests", hasFirewall ? edge : 0, "firewallRequest");
  add("X-Ray, traces at most", tracing === "active" ? groups.reduce((sum, n) => sum + tracesOf(n), 0) : 0, "trace");
  add("logs: product, metrics, platform, access", logs, "logGigabyte");
  add("logs, stored", logs * (production.logDays / 30) * each.storedShare, "storedLogGigabyte");
  add(
    "custom metrics",
    each.idleMetrics + (work.runs > 0 ? each.runMetrics : 0) + (work.rules > 0 ? each.alertMetrics : 0),
    "metric",
  );
  add("alarms", production.alarmMetrics - (hasCanary ? 0 : production.canaryAlarmMetrics), "alarmMetric");
  add("dashboard", production.dashboards, "dashboard");
  add("EventBridge, scheduler", sweeps + ticks + canaries, "scheduledStart");
  add("EventBridge, completed runs", runs, "event");
  add("Secrets Manager, secrets", production.secrets - (hasCanary ? 0 : 1) + work.connections, "secret");
  add("Secrets Manager, reads by workers and canary", runs, "secretRead");
  add("KMS, keys", production.keys, "key");
  add("KMS, requests", minutesPerMonth * each.keyRequestsPerMinute, "keyRequest");
  add("KMS, signatures", work.files * each.signatures, "signature");
  add("Cognito, machine clients", machineClients, "machineClient");
  add("Cognito, machine tokens", tokens, "machineToken");
  add("Cognito, users", hasUserPool ? work.users : 0, "user");
  return lines;
}

/** Figures of the model that the benchmark of units measures. */
export const meteredUnits = { slot: each.slot, alert: each.alert, evaluation: each.evaluation } as const;

export const totalOf = (lines: readonly CostLine[]): number => lines.reduce((sum, { dollars }) => sum + dollars, 0);
