import type { Clock } from "../../../shared/foundation/clock.ts";
import type { CallBudget, ProviderConnection } from "../../../shared/operations/provider/provider-access.ts";
import {
  grantMillis,
  type Pace,
  type ProviderRates,
  paceOf,
} from "../../../shared/operations/provider/provider-rates.ts";
import { type PacedKind, type ProviderPaces, paceIdOf } from "../../../shared/records/provider-paces.ts";
import { waitInPlaceMillisMax } from "./retrying.ts";
import type { Timer } from "./timer.ts";

/** Each round means that a grant lapsed or was voided while it was waited for. */
const roundsMax = 8;

export interface PacingParts {
  readonly paces: ProviderPaces;
  readonly rates: ProviderRates;
  readonly clock: Clock;
  readonly timer: Timer;
}

/** Whether a call may be made now, or how long the caller has to wait for it. */
export type Turn = { readonly kind: "go" } | { readonly kind: "later"; readonly afterMillis: number };

interface Grant {
  readonly start: number;
  readonly size: number;
  used: number;
}
interface Lane {
  readonly id: string;
  readonly kind: PacedKind;
  readonly pace: Pace;
  grant: Grant | undefined;
  /** Calls of the next reservation. */
  next: number;
  /** Whether a grant has lapsed with calls left: the worker's own speed is known. */
  isMeasured: boolean;
  isStruck: boolean;
  /** The calls of one worker reserve one after another. */
  turn: Promise<unknown>;
}

/** The calls of one application to one tenant, as its worker sees them. */
export interface Paced {
  /** Waits for at most `waitInPlaceMillisMax`, and within the budget. */
  take(isWrite: boolean, budget: CallBudget): Promise<Turn>;
  /** The provider refused a call. Returns how long no worker will call, in milliseconds. */
  refused(isWrite: boolean, retryAfterMillis: number | undefined): Promise<number>;
}

/**
 * Paces calls below a provider's limits, together with all other workers. A worker reserves some calls at a time and makes
 * them within a second. Origins without a rate are not paced.
 */
export function createPacing({ paces, rates, clock, timer }: PacingParts) {
  const lanes = new Map<string, Lane>();
  const now = () => clock.now().getTime();

  function laneOf(id: string, kind: PacedKind, pace: Pace): Lane {
    const key = `${kind}${id}`;
    const known = lanes.get(key);
    if (known !== undefined) return known;
    const lane = {
      id,
      kind,
      pace,
      grant: undefined,
      next: 1,
      isMeasured: false,
      isStruck: false,
      turn: Promise.resolve(),
    };
    lanes.set(key, lane);
    return lane;
  }

  /** A call of the current grant, or of a new one. */
  async function call(lane: Lane, budget: CallBudget): Promise<Turn> {
    for (let round = 0; round < roundsMax; round++) {
      const { grant } = lane;
      if (grant !== undefined && grant.used < grant.size && now() <= grant.start + grantMillis) {
        grant.used += 1;
        return { kind: "go" };
      }
      const turn = await renew(lane, budget);
      if (turn.kind === "later") return turn;
    }
    return { kind: "later", afterMillis: grantMillis };
  }

  async function renew(lane: Lane, budget: CallBudget): Promise<Turn> {
    const { id, kind, pace, grant } = lane;
    if (grant !== undefined) lane.next = sizeAfter(lane, grant);
    const clearsStrikes = lane.isStruck && grant !== undefined && grant.used > 0;
    lane.grant = undefined;
    const asked = now();
    const reserved = await paces.reserve(id, kind, {
      millis: Math.ceil(lane.next * pace.millisPerCall),
      now: asked,
      reachMillis: waitInPlaceMillisMax,
      clearsStrikes,
    });
    const start = reserved.kind === "later" ? reserved.at : reserved.start;
    const waitMillis = start - now();
    if (reserved.kind === "later" || waitMillis >= budget.timeLeftMillis()) {
      return { kind: "later", afterMillis: Math.max(1, waitMillis) };
    }
    lane.isStruck = reserved.strikes > 0 && !clearsStrikes;
    if (waitMillis > 0) {
      await timer.wait(waitMillis, budget.signal);
      // The provider may have refused another worker meanwhile.
      const { blockedUntil = 0 } = await paces.read(id, kind);
      if (blockedUntil > start) return { kind: "go" };
    }
    lane.grant = { start, size: lane.next, used: 0 };
    return { kind: "go" };
  }

  const inTurn = (lane: Lane, budget: CallBudget): Promise<Turn> => {
    const turn = lane.turn.then(() => call(lane, budget));
    lane.turn = turn.catch(() => undefined);
    return turn;
  };

  /** Undefined when the connection's origin has no rate. */
  return function pacedCalls(connection: ProviderConnection, base: URL): Paced | undefined {
    const rate = rates[base.origin];
    if (rate === undefined) return undefined;
    const id = paceIdOf(connection);
    const reads = laneOf(id, "r", paceOf(rate.calls, rate.windowSeconds));
    const writes = laneOf(id, "w", paceOf(rate.writes, rate.windowSeconds));
    return {
      async take(isWrite, budget) {
        // A write counts as a call too.
        const turn = isWrite ? await inTurn(writes, budget) : { kind: "go" as const };
        return turn.kind === "later" ? turn : inTurn(reads, budget);
      },

      async refused(isWrite, retryAfterMillis) {
        const lane = isWrite ? writes : reads;
        lane.grant = undefined;
        const at = now();
        const until =
          retryAfterMillis === undefined
            ? await paces.strike(id, lane.kind, at)
            : await paces.block(id, lane.kind, at + retryAfterMillis, at);
        return Math.max(0, until - at);
      },
    };
  };
}

/**
 * The calls to reserve after a grant: as many as were made of it, or more when all were. What is reserved and not used is
 * lost for all workers, so that growth is slow once the worker's speed is known.
 */
function sizeAfter(lane: Lane, { used, size }: Grant): number {
  if (used < size) {
    lane.isMeasured = true;
    return Math.max(1, used);
  }
  return Math.min(lane.pace.grantMax, lane.isMeasured ? size + Math.ceil(size / 8) : size * 2);
}

export type PacedCalls = ReturnType<typeof createPacing>;
