import * as z from "zod";
import type { Wait } from "../../run/granted-wait.ts";
import { failureObject } from "../../run/run.ts";
import type { Json, Work, WorkResult } from "../define-operation.ts";
import { budgetOf, concernsConnection, handoversMax, reserveOf, waitFor } from "../part.ts";
import type { GraphPage, GraphReader, GraphRequest } from "./graph-reading.ts";
import type { ProviderAnswer, ProviderConnection } from "./provider-access.ts";

/** What is kept of an object of a list. */
export interface ListedItem {
  readonly id: string;
  readonly [key: string]: Json;
}

/** One list to read to its end, under a key of the run's own. */
export interface ListStep {
  readonly key: string;
  readonly request: GraphRequest;
  /** What to keep of an object; undefined when it cannot be understood. */
  take(item: unknown): ListedItem | undefined;
}

const json: z.ZodType<Json> = z.json();
const listRead = z.object({
  items: z.array(z.object({ id: z.string() }).catchall(json)),
  /** Objects that could not be understood, and ids that came twice: the list changed while it was read. */
  unreadable: z.number().int().default(0),
  duplicates: z.number().int().default(0),
  pages: z.number().int().default(0),
  nextLink: z.string().optional(),
  /** How often an expired position made the list start over. */
  restarts: z.number().int().default(0),
  startedAt: z.string(),
  readAt: z.string(),
  isEnded: z.boolean(),
  failure: z.object({ code: z.string(), message: z.string(), about: failureObject }).optional(),
});
export type ListRead = z.infer<typeof listRead>;
export type Reads = ReadonlyMap<string, ListRead>;

/** Where the lists read so far are kept between two parts of a run. */
export interface StagedReads {
  save(scope: Work<unknown>["scope"], stage: Stage, text: string): Promise<number>;
  load(scope: Work<unknown>["scope"], stage: Omit<Stage, "n">, parts: number): Promise<string>;
}
interface Stage {
  readonly runId: string;
  /** How many parts of the run ended before. */
  readonly handovers: number;
  /** The attempt's ticket; an earlier attempt never overwrites a later one. */
  readonly n: number;
}

export interface ReadingDependencies {
  readonly provider: GraphReader;
  readonly staged: StagedReads;
  readonly clock: { now(): Date };
}

const checkpointSchema = z.object({
  stagedAt: z.number().int().optional(),
  stagedParts: z.number().int().default(0),
});

/** Lists whose next page is requested at the same time. */
const listsAtOnce = 4;
const pagesMax = 1000;
const restartsMax = 1;

type Read =
  | { readonly kind: "read"; readonly reads: Reads }
  | { readonly kind: "handed_over"; readonly result: WorkResult };

/**
 * Reads lists to their ends, a page of several lists at a time, and hands over between two rounds. `stepsOf` names the
 * lists to read given what was read so far, so that one list can name the next ones. A list that fails does not stop
 * the others, unless the failure concerns the whole connection.
 */
export async function readLists(
  work: Work<unknown>,
  connection: ProviderConnection,
  n: number,
  { provider, staged, clock }: ReadingDependencies,
  stepsOf: (reads: Reads) => readonly ListStep[],
): Promise<Read> {
  const { run, scope } = work;
  const progress = checkpointSchema.parse(run.checkpoint ?? {});
  const reserveMillis = reserveOf(work);
  const budget = budgetOf(work, reserveMillis);
  const isTimeUp = () => work.signal.aborted || work.timeLeftMillis() < reserveMillis;

  const { stagedAt } = progress;
  const reads =
    stagedAt === undefined
      ? new Map<string, ListRead>()
      : readsOf(await staged.load(scope, { runId: run.id, handovers: stagedAt }, progress.stagedParts));

  for (let rounds = 0; ; rounds++) {
    const open = stepsOf(reads)
      .filter(({ key }) => reads.get(key)?.isEnded !== true)
      .slice(0, listsAtOnce);
    if (open.length === 0) return { kind: "read", reads };
    // Every part reads at least one round, and the last part may not hand over.
    if (isTimeUp() && rounds > 0 && run.handovers < handoversMax) return handOver();
    const answers = await Promise.all(
      open.map((step) => provider.readGraph(connection, step.request, reads.get(step.key)?.nextLink, budget)),
    );
    let wait: Wait | undefined;
    for (const [index, step] of open.entries()) {
      const answer = answers[index];
      if (answer === undefined) continue;
      const wanted = answer.ok ? undefined : waitFor(answer.failure, work, clock.now());
      if (wanted !== undefined) {
        wait = wait === undefined || wanted.until > wait.until ? wanted : wait;
        continue;
      }
      reads.set(step.key, after(reads.get(step.key), step, answer, clock.now().toISOString()));
      if (!answer.ok && concernsConnection(answer.failure)) return { kind: "read", reads: stoppedBy(answer) };
    }
    if (wait !== undefined) return handOver(wait);
    await work.report({ phase: "asking_provider" });
  }

  /** Every list that did not end has failed by the same cause: a list that was read in part is not a short one. */
  function stoppedBy(answer: ProviderAnswer<GraphPage>): Reads {
    for (const step of stepsOf(reads)) {
      const read = reads.get(step.key);
      if (read?.isEnded !== true) reads.set(step.key, after(read, step, answer, clock.now().toISOString()));
    }
    return reads;
  }

  async function handOver(wait?: Wait): Promise<Read> {
    const stage = { runId: run.id, handovers: run.handovers, n };
    const stagedParts = await staged.save(scope, stage, JSON.stringify([...reads]));
    const checkpoint = { stagedAt: run.handovers, stagedParts };
    return { kind: "handed_over", result: { kind: "handed_over", checkpoint, wait } };
  }
}

/** A list after an answer to the request for its next page. */
function after(
  before: ListRead | undefined,
  { key, request, take }: ListStep,
  answer: ProviderAnswer<GraphPage>,
  at: string,
): ListRead {
  const read: ListRead = before ?? {
    items: [],
    unreadable: 0,
    duplicates: 0,
    pages: 0,
    restarts: 0,
    startedAt: at,
    readAt: at,
    isEnded: false,
  };
  const { nextLink: _passed, ...ended } = { ...read, readAt: at, isEnded: true };
  if (!answer.ok) {
    const { reasonCode: code, message, permission, status } = answer.failure;
    // The provider forgot the position: everything from the beginning, once.
    if (code === "provider_position_expired" && read.restarts < restartsMax) {
      const { nextLink: _expired, ...rest } = read;
      return { ...rest, items: [], unreadable: 0, duplicates: 0, pages: 0, restarts: read.restarts + 1 };
    }
    const about = {
      collection: request.call,
      ...(permission !== undefined && { permission }),
      ...(status !== undefined && { status }),
    };
    return { ...ended, failure: { code, message, about } };
  }
  const known = new Set(read.items.map(({ id }) => id));
  const items = [...read.items];
  let { unreadable, duplicates } = read;
  for (const item of answer.value.items) {
    const kept = take(item);
    if (kept === undefined) unreadable += 1;
    else if (known.has(kept.id)) duplicates += 1;
    else {
      known.add(kept.id);
      items.push({ ...kept });
    }
  }
  const pages = read.pages + 1;
  const { nextLink } = answer.value;
  const next = { ...ended, items, unreadable, duplicates, pages };
  if (nextLink === undefined || request.isProbe === true) return next;
  const circular = nextLink === read.nextLink || pages >= pagesMax;
  if (!circular) return { ...next, isEnded: false, nextLink };
  const message = `Reading ${key}: its pages lead in a circle.`;
  return { ...next, failure: { code: "provider_pages_circular", message, about: { collection: request.call } } };
}

const readsOf = (text: string): Map<string, ListRead> =>
  new Map(z.array(z.tuple([z.string(), listRead])).parse(JSON.parse(text)));

function _definedOf(values: { readonly [key: string]: string | number | undefined }): { [key: string]: Json } {
  return Object.fromEntries(
    Object.entries(values).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  );
}
