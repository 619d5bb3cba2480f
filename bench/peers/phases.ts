import type { PeerReport, Work } from "./contract.ts";

/** The number of concurrent starts. */
const startsAtOnce = 16;
const sentTwicePerThousand = 50;
const failsPerThousand = 20;
const isNth = (at: number, perThousand: number) => at % Math.round(1000 / perThousand) === 0;

export interface Peer {
  /** Starts one job by name; a repeated name is the same job. */
  start(at: number): Promise<unknown>;
  /** Works until `isDone` returns true. */
  work(handle: (at: number) => void, isDone: () => Promise<void>): Promise<void>;
  roundTrips(): Promise<number>;
  /** Operator queries by name: the number of rows, or that the query is not supported. */
  list(): Promise<Record<string, number | "cannot">>;
  failedVisible(): Promise<number>;
}

/** Runs the work on a peer and measures each phase separately. */
export async function playPhases({ jobs }: Work, peer: Peer): Promise<PeerReport> {
  const times = new Map<number, number>();
  let handled = 0;
  const roundTripsBefore = await peer.roundTrips();

  const start = cpuMicros();
  let next = 0;
  await Promise.all(
    Array.from({ length: startsAtOnce }, async () => {
      while (next < jobs) {
        const at = next++;
        await peer.start(at);
        if (isNth(at + 3, sentTwicePerThousand)) await peer.start(at);
      }
    }),
  );
  const startMicros = cpuMicros() - start;

  const work = cpuMicros();
  await peer.work(
    (at) => {
      handled += 1;
      times.set(at, (times.get(at) ?? 0) + 1);
      if (isNth(at, failsPerThousand)) throw new Error("The provider could not be reached.");
    },
    async () => {
      while (times.size < jobs) await new Promise((resolve) => setTimeout(resolve, 20));
    },
  );
  const workMicros = cpuMicros() - work;
  const roundTrips = (await peer.roundTrips()) - roundTripsBefore;

  return {
    jobs,
    startMicrosPerJob: startMicros / jobs,
    workMicrosPerJob: workMicros / jobs,
    roundTripsPerJob: roundTrips / jobs,
    handled,
    handledTwice: [...times.values()].filter((count) => count > 1).length,
    failedVisible: await peer.failedVisible(),
    listed: await peer.list(),
  };
}

function cpuMicros(): number {
  const { user, system } = process.cpuUsage();
  return user + system;
}
