import { type Clock, plusSeconds } from "../clock.ts";
import type { Ids } from "../ids.ts";
import { redact } from "../redaction.ts";
import type { Initiator, Run } from "../run/run.ts";
import { isActive } from "../run/status.ts";
import { createIdentities, type Holder, type IdempotencyKey } from "./identities.ts";
import { runSideKey } from "./keys.ts";
import { aliasOf, type NewRun, needsSideItem, parseRun, queuedRunItem } from "./run-item.ts";
import type { RunQueries } from "./run-queries.ts";
import type { Item, Store } from "./store.ts";

/** A start whose right and input were checked. */
export interface EnsureRequest {
  readonly type: string;
  readonly workspaceId: string;
  readonly environmentId: string | null;
  readonly initiator: Initiator;
  /** Two starts with the same hash are one while its run is active. */
  readonly identityHash: string;
  readonly correlationHash: string | undefined;
  readonly input: Record<string, unknown>;
  readonly context: Record<string, unknown>;
  /** When the sweep must look at the run first, in seconds after its creation. */
  readonly firstDueSeconds: number;
  readonly key?: IdempotencyKey;
  readonly repeats?: string;
  readonly repeatPlane?: "platform";
}

/**
 * `created`: this request stored the run and must send it. `reused`: the run of another start; `replayed`:
 * the run this very key started before. `key_reused`: the key was used for another body.
 */
export type Ensured = EnsuredRun | { readonly kind: "key_reused"; readonly runId: string };
interface EnsuredRun {
  readonly kind: "created" | "reused" | "replayed";
  readonly run: Run;
}

interface Parts {
  readonly store: Store;
  readonly queries: RunQueries;
  readonly clock: Clock;
  readonly ids: Ids;
}

/** Contenders may hand an identity back and forth; each round means another one made progress. */
const roundsMax = 20;

/**
 * Makes sure that exactly one active run stands for an identity, and says which. Safe to stop between
 * any two of its steps: the next identical start adopts what was left (ADR 0002).
 */
export function createEnsure({ store, queries, clock, ids }: Parts) {
  const identities = createIdentities(store);

  return {
    ensure,

    /**
     * What a key was answered with before; undefined when it is new, or when its first request stopped before
     * it stored a run. A replay must not depend on what became of the things the request named.
     */
    async findReplay(key: IdempotencyKey): Promise<Ensured | undefined> {
      const known = await identities.findKey(key, clock.now());
      if (known === undefined) return undefined;
      if ("otherBody" in known) return { kind: "key_reused", runId: known.runId };
      const run = await queries.getRun(known.runId);
      return run && { kind: "replayed", run };
    },
  };

  async function ensure(request: EnsureRequest): Promise<Ensured> {
    if (request.key === undefined) return ensureIdentity(request, ids.next(clock.now()));

    const key = await identities.claimKey(request.key, ids.next(clock.now()), clock.now());
    if ("otherBody" in key) return { kind: "key_reused", runId: key.runId };
    if (!key.won) {
      const run = await queries.getRun(key.runId);
      if (run !== undefined) return { kind: "replayed", run };
      // The first request with this key stopped before it stored anything: go on in its place.
    }
    const ensured = await ensureIdentity(request, key.runId);
    if (ensured.run.id === key.runId) return ensured;

    const inTheWay = await identities.pointTo(key.runId, ensured.run.id, clock.now());
    // Whoever stored the run sends it, even if another request with this key pointed to it first.
    const isOurs = ensured.kind === "created" && aliasOf(inTheWay) === ensured.run.id;
    if (inTheWay === undefined || isOurs) return ensured;
    const answered = await resolve(inTheWay);
    return answered === undefined ? ensured : { kind: "replayed", run: answered };
  }

  async function ensureIdentity(request: EnsureRequest, candidate: string): Promise<EnsuredRun> {
    for (let round = 0; round < roundsMax; round++) {
      const named = await identities.claimIdentity(request.identityHash, candidate, clock.now());
      if (named.won) return putRun(request, named);

      const run = await queries.getRun(named.runId);
      // Its creator stopped half-way: the same identity means the same run, so we go on with its id.
      if (run === undefined) return putRun(request, named);
      if (isActive(run.status)) return { kind: "reused", run };
      const next = await identities.replaceIdentity(request.identityHash, named.runId, candidate, clock.now());
      if (next.won) return putRun(request, next);
    }
    throw new Error("start: other starts of the same identity kept winning; send the request again");
  }

  async function putRun(request: EnsureRequest, { runId: id, gen, epoch }: Holder): Promise<EnsuredRun> {
    const now = clock.now();
    const start: NewRun = { ...request, id, gen, epoch, createdAt: now.toISOString() };
    if (needsSideItem(request.input)) {
      await store.put({ ...runSideKey(id, "input"), input: redact(request.input) }, "attribute_not_exists(pk)");
    }
    const requestToken = ids.token();
    const item = queuedRunItem(start, requestToken, plusSeconds(now, request.firstDueSeconds));
    const write = await store.put(item, "attribute_not_exists(pk)");
    const run = await resolve(write.item);
    if (run === undefined) throw new Error(`start: run ${id} was neither stored nor found; send the request again`);
    // With our own token the put was ours and only its answer was lost.
    const isOurs = write.outcome === "written" || run.requestToken === requestToken;
    return { kind: isOurs ? "created" : "reused", run };
  }

  /** The run an item is, or points to. */
  async function resolve(item: Item | undefined): Promise<Run | undefined> {
    const alias = aliasOf(item);
    return alias === undefined ? parseRun(item) : queries.getRun(alias);
  }
}
