import { setTimeout as wait } from "node:timers/promises";
import { quantile, rounded } from "../statistics.ts";

/** When a run was stored, began and ended, in milliseconds since 1970, as its own system recorded it. */
export interface Times {
  readonly createdAt: number;
  readonly startedAt: number;
  readonly endedAt: number;
}

/** A system whose waits are measured as its user has them. */
export interface Subject {
  /** Starts a run over its API. Resolves with the run's id when the start is accepted; undefined when it is refused. */
  start(at: number): Promise<string | undefined>;
  /** The ended runs in its list, newest first, read once as its user reads it. Undefined if it has no such list. */
  readonly listEnded?: () => Promise<ReadonlyMap<string, Times>>;
  /** The times of runs that the worker of a system without a list recorded. */
  readonly recordedEnds?: () => ReadonlyMap<string, Times>;
}

/** A reader reads again this long after an answer. */
const readAgainMilliseconds = 250;
/** Runs that are not seen this long after the last start count as not seen. */
const patienceMilliseconds = 30_000;

/** Starts runs at a constant rate without waiting for answers, while one reader reads the list. */
export async function measureWaits(subject: Subject, { rate, seconds }: { rate: number; seconds: number }) {
  const accepts: number[] = [];
  const started = new Set<string>();
  const seen = new Map<string, Times & { readonly seenAt: number }>();
  let refused = 0;
  let isStarting = true;

  const read = async () => {
    const ends = await (subject.listEnded?.() ?? subject.recordedEnds?.());
    const seenAt = Date.now();
    for (const [id, times] of ends ?? []) if (!seen.has(id)) seen.set(id, { ...times, seenAt });
  };
  const isOpen = () => [...started].some((id) => !seen.has(id));
  const reading = (async () => {
    let giveUpAt = Number.POSITIVE_INFINITY;
    while (isStarting || (isOpen() && Date.now() < giveUpAt)) {
      if (!isStarting && giveUpAt === Number.POSITIVE_INFINITY) giveUpAt = Date.now() + patienceMilliseconds;
      await read();
      await wait(readAgainMilliseconds);
    }
  })();

  const begun = performance.now();
  const starting: Promise<void>[] = [];
  for (let at = 0; at < rate * seconds; at += 1) {
    const early = begun + (at * 1000) / rate - performance.now();
    if (early > 1) await wait(early);
    starting.push(
      (async () => {
        const from = performance.now();
        const id = await subject.start(at);
        if (id === undefined) refused += 1;
        else started.add(id);
        accepts.push(performance.now() - from);
      })(),
    );
  }
  await Promise.all(starting);
  isStarting = false;
  await reading;

  const own = [...started].flatMap((id) => seen.get(id) ?? []);
  return {
    rate,
    seconds,
    starts: starting.length,
    refused,
    /** Of the accepted starts; 0 where the system has no list. */
    notSeen: started.size - own.length,
    acceptMilliseconds: spread(accepts),
    queuedToRunningMilliseconds: spread(own.map(({ createdAt, startedAt }) => startedAt - createdAt)),
    endToSeenMilliseconds: subject.listEnded && spread(own.map(({ endedAt, seenAt }) => seenAt - endedAt)),
  };
}
export type Waits = Awaited<ReturnType<typeof measureWaits>>;

export function spread(values: readonly number[]) {
  if (values.length === 0) return undefined;
  return { p50: rounded(quantile(values, 0.5), 1), p99: rounded(quantile(values, 0.99), 1), count: values.length };
}
