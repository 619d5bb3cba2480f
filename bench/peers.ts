import { execFileSync } from "node:child_process";
import * as z from "zod";
import { peerVersions } from "./peer-packages.ts";
import { type PeerReport, type Variant, variants } from "./peers/contract.ts";
import { bullmqObserver, graphileObserver, pgBossObserver, playKill } from "./peers/kill.ts";
import { startPostgres } from "./postgres.ts";
import { startRedis } from "./redis.ts";
import type { Measured } from "./report.ts";
import { median, rounded } from "./statistics.ts";
import { barChart } from "./svg.ts";

/** `BENCH_REPEATS` overrides it. */
const repeats = Number(process.env.BENCH_REPEATS ?? 5);
const runs = 3_000;
/** A pg-boss worker in its documented form waits half a second between jobs: three thousand would take two minutes. */
const jobsOf = (peer: string, variant: Variant) => (peer === "pg-boss" && variant === "default" ? 320 : runs);
/** How long the jobs of a killed worker are observed, in seconds. */
const killWaitSeconds = 100;

const peers = ["pg-boss", "graphile-worker", "bullmq"] as const;

/** The parts of the product's work that each peer does not do, so that its cost is not comparable. */
const lacks: Readonly<Record<(typeof peers)[number], readonly string[]>> = {
  "pg-boss": [
    "no list in its API: the queries read its table; no index serves newest first",
    "a job whose worker died is shown as active until it expires, 15 minutes unless set otherwise; heartbeats are off unless set",
    "finished jobs are deleted after a retention; no history of attempts",
    "no proof by an adapter, no supersession, no workspaces",
  ],
  "graphile-worker": [
    "a finished job is deleted: no history, no list, no counts",
    "a job whose worker died is locked for four hours, fixed in its SQL",
    "no proof by an adapter, no supersession, no workspaces",
  ],
  bullmq: [
    "every job is in memory until it is removed; a second of changes may be lost with the settings it recommends",
    "a stalled job is started again or failed; operators do not see that it was stalled",
    "lists by state, not by workspace or kind of work",
    "no proof by an adapter, no supersession",
  ],
};

const crowd = z.object({
  ownMicrosPerRun: z.number(),
  storeCallsPerRun: z.number(),
  queueRequestsPerRun: z.number(),
  storedBytesPerRun: z.number(),
  outcomes: z.record(z.string(), z.number()),
  handledTwice: z.number(),
});
type Crowd = z.infer<typeof crowd>;
const peerReport: z.ZodType<PeerReport> = z.object({
  jobs: z.number(),
  startMicrosPerJob: z.number(),
  workMicrosPerJob: z.number(),
  roundTripsPerJob: z.number(),
  handled: z.number(),
  handledTwice: z.number(),
  failedVisible: z.number(),
  listed: z.record(z.string(), z.union([z.number(), z.literal("cannot")])),
});

/** One repeat of one peer, with the figures of its store. */
interface Played extends PeerReport {
  readonly storeCommandsPerJob: number | undefined;
  readonly loggedBytesPerJob: number;
}

/**
 * The same work on the product and on alternative systems, each in its own process and in turn. The product runs against
 * recorded responses, so that no store runs in its process; the peers' stores are separate processes.
 */
export async function measurePeers(): Promise<Measured> {
  const postgres = await startPostgres();
  const redis = await startRedis();
  try {
    const pool = await postgres.connect(1);
    const logged = {
      postgres: async () => Number((await pool.query("SELECT pg_current_wal_lsn() - '0/0' AS bytes")).rows[0]?.bytes),
      redis: async () => Number(/aof_current_size:(\d+)/.exec(await redis.ask("INFO persistence"))?.[1]),
    };
    const commands = async () => Number(/total_commands_processed:(\d+)/.exec(await redis.ask("INFO stats"))?.[1]);
    const ours: Record<string, Crowd[]> = { direct: [], wired: [] };
    const theirs: Record<string, Played[]> = {};

    for (let repeat = 0; repeat < repeats; repeat++) {
      for (const wiring of ["direct", "wired"]) {
        ours[wiring]?.push(crowd.parse(JSON.parse(child("ours-child.ts", JSON.stringify({ runs, wiring })))));
      }
      for (const peer of peers) {
        for (const variant of variants) {
          const isRedis = peer === "bullmq";
          const jobs = jobsOf(peer, variant);
          const url = isRedis ? redis.url : postgres.connectionString;
          const bytesOf = isRedis ? logged.redis : logged.postgres;
          const [bytes, before] = [await bytesOf(), await commands()];
          const report = peerReport.parse(JSON.parse(child("child.ts", peer, JSON.stringify({ url, jobs, variant }))));
          const name = `${peer}, ${variant}`;
          theirs[name] = [
            ...(theirs[name] ?? []),
            {
              ...report,
              storeCommandsPerJob: isRedis ? ((await commands()) - before) / jobs : undefined,
              loggedBytesPerJob: ((await bytesOf()) - bytes) / jobs,
            },
          ];
        }
      }
    }
    const kills = {
      "pg-boss": await playKill(
        "pg-boss",
        postgres.connectionString,
        await pgBossObserver(postgres.connectionString),
        killWaitSeconds,
      ),
      "graphile-worker": await playKill(
        "graphile-worker",
        postgres.connectionString,
        await graphileObserver(postgres.connectionString),
        killWaitSeconds,
      ),
      bullmq: await playKill("bullmq", redis.url, await bullmqObserver(redis.url), killWaitSeconds),
    };
    const own = summaryOfOurs(ours);
    const others = Object.entries(theirs).map(([name, played]) => summaryOfPeer(name, played));
    return {
      results: {
        repeats,
        runs,
        ours: own,
        peers: others,
        killed: {
          ours: {
            timed: "npm run bench -- kill: takes twenty minutes, because the windows are those that are deployed",
            proof: "npm run test:faults -- kill: the deployed bundles under SIGKILL at forty points",
          },
          ...kills,
        },
        lacks,
      },
      plots: plotsOf(own, others),
      lines: [
        ...own.map(
          (one) =>
            `Runtruth, ${one.wiring.padEnd(8)} own ${one.ownMicros.median} us, ${one.storeCalls} store calls, ${one.queueRequests} queue requests, ${one.storedBytes} bytes`,
        ),
        ...others.map(
          (one) =>
            `${one.name.padEnd(26)} own ${one.ownMicros.median} us, ${one.roundTrips} round trips, ${one.loggedBytes} bytes logged`,
        ),
        ...Object.entries(kills).map(([name, result]) => `${name}, killed: ${JSON.stringify(result)}`),
      ],
      versions: { postgresql: postgres.version, ...peerVersions() },
    };
  } finally {
    await postgres.stop();
    await redis.stop();
  }
}

function child(file: string, ...args: string[]): string {
  const path = new URL(`./peers/${file}`, import.meta.url).pathname;
  return execFileSync(process.execPath, [path, ...args], { encoding: "utf8", timeout: 300_000 });
}

const spread = (values: readonly number[]) => ({
  median: rounded(median(values), 1),
  min: rounded(Math.min(...values), 1),
  max: rounded(Math.max(...values), 1),
});

function summaryOfOurs(ours: Readonly<Record<string, readonly Crowd[]>>) {
  return Object.entries(ours).map(([wiring, played]) => ({
    wiring,
    ownMicros: spread(played.map(({ ownMicrosPerRun }) => ownMicrosPerRun)),
    storeCalls: rounded(median(played.map(({ storeCallsPerRun }) => storeCallsPerRun))),
    queueRequests: rounded(median(played.map(({ queueRequestsPerRun }) => queueRequestsPerRun))),
    storedBytes: Math.round(median(played.map(({ storedBytesPerRun }) => storedBytesPerRun))),
    outcomes: played[0]?.outcomes,
    deliveredTwice: played[0]?.handledTwice,
  }));
}

function summaryOfPeer(name: string, played: readonly Played[]) {
  const [first] = played;
  return {
    name,
    jobs: first?.jobs,
    ownMicros: spread(played.map(({ startMicrosPerJob, workMicrosPerJob }) => startMicrosPerJob + workMicrosPerJob)),
    startMicros: spread(played.map(({ startMicrosPerJob }) => startMicrosPerJob)),
    workMicros: spread(played.map(({ workMicrosPerJob }) => workMicrosPerJob)),
    roundTrips: rounded(median(played.map(({ roundTripsPerJob }) => roundTripsPerJob))),
    storeCommands: first?.storeCommandsPerJob === undefined ? undefined : rounded(first.storeCommandsPerJob, 1),
    loggedBytes: Math.round(median(played.map(({ loggedBytesPerJob }) => loggedBytesPerJob))),
    handledTwice: first?.handledTwice,
    failedVisible: first?.failedVisible,
    listed: first?.listed,
  };
}

function plotsOf(own: ReturnType<typeof summaryOfOurs>, others: readonly ReturnType<typeof summaryOfPeer>[]) {
  const kinds = ["Runtruth", "peers"];
  return {
    "own-cpu": barChart({
      title: "Own processor time per run, store not included",
      unit: "microseconds, median",
      kinds,
      bars: [
        ...own.map(({ wiring, ownMicros }) => ({
          label: wiring === "direct" ? "Runtruth, without the SDK" : "Runtruth, with the SDK's client",
          value: ownMicros.median,
          kind: 0,
        })),
        ...others.map(({ name, ownMicros }) => ({ label: name, value: ownMicros.median, kind: 1 })),
      ],
      goal: { value: 150, label: "goal 150, without the SDK" },
    }),
    "round-trips": barChart({
      title: "Requests to stores and queues per run",
      unit: "each waits for an answer",
      kinds,
      bars: [
        ...own
          .filter(({ wiring }) => wiring === "direct")
          .map(({ storeCalls, queueRequests }) => ({
            label: "Runtruth",
            value: rounded(storeCalls + queueRequests),
            kind: 0,
          })),
        ...others.map(({ name, roundTrips }) => ({ label: name, value: roundTrips, kind: 1 })),
      ],
    }),
  };
}
