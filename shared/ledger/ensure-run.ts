import { type Clock, plusSeconds } from "../foundation/clock.ts";
import type { Ids } from "../foundation/ids.ts";
import type { Initiator, Run } from "../run/run.ts";
import { createIdempotencyKeys, type IdempotencyKey, type SlotName } from "./idempotency-keys.ts";
import { createLineLocks, epochOf, type LockHolder } from "./line-locks.ts";
import { createRunIds, type Found, type KeepHours } from "./run-ids.ts";
import { createRunInputs } from "./run-inputs.ts";
import { aliasOf, isBarred, type NewRun, needsSideItem, parseRun, queuedRunItem } from "./run-item.ts";
import type { RunQueries } from "./run-queries.ts";
import type { Store } from "./store.ts";

/** The part of a start that may depend on the id of its run. */
export interface StartedWork {
  /** The line: at most one of its runs is active. */
  readonly lineHash: string;
  readonly correlationHash: string | undefined;
  readonly input: Record<string, unknown>;
  readonly context: Record<string, unknown>;
}

/** An authorized and validated start. */
export interface EnsureRequest extends Omit<StartedWork, "lineHash"> {
  readonly type: string;
  readonly workspaceId: string;
  readonly environmentId: string | null;
  readonly initiator: Initiator;
  /** Starts with the same hash share one run while it is active. */
  readonly identityHash: string;
  /** The line, where it is wider than the identity: its other work is refused while a run is active. */
  readonly lineHash?: string;
  /**
   * For a start that creates a record: the run's id becomes the record's id, and the work derives from it. The
   * identity then names the start, and the line belongs to the new record.
   */
  readonly workOf?: (runId: string) => StartedWork;
  /** The slot or wave of the start; a run of another one does not count as the same work. */
  readonly for?: string;
  /** Delay of the first sweep check, in seconds after creation. */
  readonly firstDueSeconds: number;
  readonly key?: IdempotencyKey;
  readonly externalReference?: string;
  readonly repeats?: string;
  readonly repeatPlane?: "platform";
}

/**
 * `created`: this request stored the run and must send it. `reused`: another start's active run. `replayed`: the run
 * that this key started before. `key_reused`: the key was used with another body. `line_busy`: other work of the line
 * is active or starting; its run may not be stored yet.
 */
export type Ensured = EnsuredRun | LineBusy | { readonly kind: "key_reused"; readonly runId: string };
/** `settled`: the slot ended without a run. */
export type EnsuredSlot = EnsuredRun | LineBusy | { readonly kind: "settled" };
/** The start of a slot: `for` names it in the lock of the line. */
export type SlotRequest = Omit<EnsureRequest, "key"> & { readonly for: string; readonly slot: SlotName };
interface EnsuredRun {
  readonly kind: "created" | "reused" | "replayed";
  readonly run: Run;
}
interface LineBusy {
  readonly kind: "line_busy";
  readonly runId: string;
}
/** The candidate was barred before its run was stored, so it can never be used. */
type Held = EnsuredRun | LineBusy | { readonly kind: "barred" };

interface Dependencies {
  readonly store: Store;
  readonly queries: RunQueries;
  readonly clock: Clock;
  readonly ids: Ids;
}

/** Contenders may take a line from each other; each round means that another one made progress. */
const roundsMax = 20;
/** Hours for which a slot finds its run through a barred id: as long as the slot itself is kept. */
const slotHours = 400 * 24;
/** A younger lock, in seconds, may belong to a start that is about to store its run: starts take at most 30 s. */
const startingSeconds = 60;

/**
 * Ensures that a line has exactly one active run and returns it. Safe to crash between any two steps: the next start
 * of the same work adopts the leftovers, and a start of other work bars them (ADR 0002, ADR 0008).
 */
export function createEnsureRun({ store, queries, clock, ids }: Dependencies) {
  const keys = createIdempotencyKeys(store);
  const locks = createLineLocks(store);
  const runIds = createRunIds(store);
  const inputs = createRunInputs(store);
  const nextId = () => ids.next(clock.now());

  return {
    ensure,
    ensureSlot,

    /** The run that the name of a slot leads to, or the id under which it may still be stored. */
    async resolveName(named: string): Promise<Found & { kind: "run" | "missing" }> {
      const found = await runIds.find(named);
      if (found.kind === "run") return found;
      if (found.kind !== "barred") return { kind: "missing", runId: found.runId };
      return { kind: "missing", runId: await runIds.forward(found.runId, nextId(), clock.now(), slotHours) };
    },

    /**
     * The stored answer for a key; undefined when the key is new, or when its first request crashed before storing a
     * run. A replay does not depend on the current state of anything the request named.
     */
    async findReplay(key: IdempotencyKey): Promise<Ensured | undefined> {
      const known = await keys.find(key, clock.now());
      if (known === undefined) return undefined;
      if ("otherBody" in known) return { kind: "key_reused", runId: known.runId };
      const run = await queries.getRun(known.runId);
      return run && { kind: "replayed", run };
    },
  };

  async function ensure(request: EnsureRequest): Promise<Ensured> {
    if (request.key !== undefined) return ensureKeyed(request, request.key);
    for (let round = 0; round < roundsMax; round++) {
      const held = await hold(request, nextId());
      // No key points to a barred id, so it can be dropped.
      if (held.kind !== "barred") return held;
    }
    throw tooManyRounds();
  }

  /** All requests with one key resolve to one run, whichever stored it and whichever ids were barred. */
  async function ensureKeyed(request: EnsureRequest, key: IdempotencyKey): Promise<Ensured> {
    const claimed = await keys.claim(key, nextId(), clock.now());
    if ("otherBody" in claimed) return { kind: "key_reused", runId: claimed.runId };
    const ensured = await ensureNamed(request, claimed);
    if (ensured.kind === "settled") throw new Error(`start: the id ${claimed.runId} of a key was closed by a wave`);
    return ensured;
  }

  /** The line is checked first: a slot that has named its run can no longer be skipped. */
  async function ensureSlot(request: SlotRequest): Promise<EnsuredSlot> {
    const { named, claim, joins = false } = request.slot;
    if (named !== undefined && !joins) return ensureNamed(request, { runId: named, won: false });
    const holderId = await locks.findHolder(request.lineHash ?? request.identityHash);
    const last = holderId === undefined ? undefined : await queries.getRun(holderId);
    const endedHolder = last?.status === "completed" ? holderId : undefined;
    if (named !== undefined) return ensureNamed(request, { runId: named, won: false }, endedHolder);
    if (last !== undefined && isOfLine(request, last) && last.status !== "completed") {
      return { kind: "line_busy", runId: last.id };
    }
    const claimed = await claim(nextId());
    if (claimed === "settled") return { kind: "settled" };
    // The lock is known to be held by a run that has ended: trying to create it would cost a write for nothing.
    return ensureNamed(request, claimed, last === undefined ? undefined : holderId);
  }

  async function ensureNamed(
    request: EnsureRequest | SlotRequest,
    claimed: { readonly runId: string; readonly won: boolean },
    endedHolder?: string,
  ): Promise<EnsuredSlot> {
    // The ledger of a slot or wave leads to its run as long as it is kept, also through the id of a start that crashed.
    const hours = "slot" in request ? (request.slot.joins === true ? "forever" : slotHours) : undefined;
    let candidate = claimed.runId;
    let isNew = claimed.won;
    for (let round = 0; round < roundsMax; round++) {
      if (!isNew) {
        const found = await runIds.find(candidate);
        if (found.kind === "run") return { kind: "replayed", run: found.run };
        if (found.kind === "closed") return { kind: "settled" };
        // Missing: an earlier request with this name crashed before storing anything, so this one takes over.
        candidate = found.runId;
        if (found.kind === "barred") {
          candidate = await runIds.forward(candidate, nextId(), clock.now(), hours);
          continue;
        }
      }
      const held = await hold(request, candidate, endedHolder);
      if (held.kind === "line_busy") return held;
      if (held.kind !== "barred") return answerKeyed(held, candidate, hours);
      isNew = false;
    }
    throw tooManyRounds();
  }

  /** Points the key's id to its run. A concurrent request with the same key may have answered first. */
  async function answerKeyed(held: EnsuredRun, candidate: string, hours?: KeepHours): Promise<EnsuredRun> {
    let at = candidate;
    // Another request with this key has stored the run under the key's own id.
    let isAnswered = at === held.run.id;
    for (let round = 0; round < roundsMax && at !== held.run.id; round++) {
      const inTheWay = await runIds.pointTo(at, held.run.id, clock.now(), hours);
      isAnswered ||= inTheWay !== undefined;
      const run = parseRun(inTheWay);
      if (run !== undefined) return { kind: "replayed", run };
      const to = aliasOf(inTheWay) ?? held.run.id;
      at = to === at ? await runIds.forward(at, held.run.id, clock.now(), hours) : to;
    }
    // The request that stored the run sends it, even if another request with this key pointed to it first. All others
    // replay that answer; its run may have ended meanwhile.
    return isAnswered && held.kind === "reused" ? { kind: "replayed", run: held.run } : held;
  }

  /** Takes the line for the candidate, or returns the run that holds it. */
  async function hold(request: EnsureRequest | SlotRequest, candidate: string, endedHolder?: string): Promise<Held> {
    const wanted = {
      ...request,
      lineHash: request.lineHash ?? request.identityHash,
      isName: request.workOf !== undefined,
    };
    let holder =
      endedHolder === undefined
        ? await locks.claim(wanted, candidate, clock.now())
        : await locks.replace(wanted, endedHolder, candidate, clock.now());
    for (let round = 0; round < roundsMax; round++) {
      const { runId, isSameWork } = holder;
      // Our own id, written now or by an earlier request with the same key.
      if (runId === candidate && isSameWork) return putRun(request, holder);

      const run = await queries.getRun(runId);
      if (run !== undefined && isOfLine(request, run) && run.status !== "completed") {
        return isShared(request, holder) ? { kind: "reused", run } : { kind: "line_busy", runId: run.id };
      }
      if (run === undefined && isSameWork) {
        // The creator crashed. Same work means same run, so its id and generation are adopted.
        const adopted = await putRun(request, holder);
        if (adopted.kind !== "barred") return adopted;
      } else if (run === undefined && isStarting(holder)) {
        return { kind: "line_busy", runId };
      } else if (run === undefined && !(await runIds.bar(runId, clock.now()))) {
        // The creator stored the run after all.
        continue;
      }
      holder = await locks.replace(wanted, runId, candidate, clock.now());
    }
    throw tooManyRounds();
  }

  /** Two starts of other work would bar each other forever unless each leaves the other time to store its run. */
  function isStarting({ at }: LockHolder): boolean {
    return at !== undefined && clock.now().getTime() - Date.parse(at) < startingSeconds * 1000;
  }

  async function putRun(request: EnsureRequest | SlotRequest, { runId: id, gen, epoch }: LockHolder): Promise<Held> {
    const now = clock.now();
    const work = request.workOf?.(id);
    const place = work === undefined ? { gen, epoch } : { gen: 1, epoch: epochOf(id) };
    const start: NewRun = { ...request, ...work, ...place, id, createdAt: now.toISOString() };
    if (work !== undefined) await locks.claim({ ...request, lineHash: work.lineHash }, id, now);
    const requestToken = ids.token();
    const inputToken = needsSideItem(start.input) ? await inputs.put(id, start.input, requestToken) : undefined;
    const item = queuedRunItem({ ...start, inputToken }, requestToken, plusSeconds(now, request.firstDueSeconds));
    const write = await store.put(item, "attribute_not_exists(pk)");
    if (isBarred(write.item)) return { kind: "barred" };
    const alias = aliasOf(write.item);
    const run = alias === undefined ? parseRun(write.item) : await queries.getRun(alias);
    // The id became a run of another line: a key named it, and its body now resolves to other work.
    if (run === undefined || !isOfLine(request, run)) return { kind: "barred" };
    // Our own token: the put succeeded and only its response was lost.
    const isOurs = write.outcome === "written" || run.requestToken === requestToken;
    return { kind: isOurs ? "created" : "reused", run };
  }
}

/**
 * Whether the active run of a line is what was asked for. A person and a target of a wave also get a slot's run, but a
 * slot gets its own only.
 */
function isShared(request: EnsureRequest | SlotRequest, { isSameWork, isSameContent }: LockHolder): boolean {
  return "slot" in request && request.slot.joins !== true ? isSameWork : isSameContent;
}

/** Whether a run belongs to the requested line. */
function isOfLine(request: EnsureRequest, run: Run): boolean {
  const { correlationHash } = request.workOf?.(run.id) ?? request;
  return (
    run.workspaceId === request.workspaceId &&
    run.environmentId === request.environmentId &&
    run.type === request.type &&
    run.correlationHash === correlationHash
  );
}

function tooManyRounds() {
  return new Error("start: too many concurrent starts of the same line; retry the request");
}
