import * as z from "zod";
import { plusSeconds } from "../foundation/clock.ts";
import type { Work } from "./define-operation.ts";
import type { CallBudget, ProviderFailure, ProviderReason } from "./provider/provider-access.ts";

/**
 * Limit of continuations per run; Lambda's recursion guard stops near sixteen. The part after the last one must end
 * the run.
 */
export const handoversMax = 11;
/** Longest provider pause in seconds that is carried into the next part. */
const pauseSecondsMax = 1800;
const reserveMillisMax = 30_000;

/** Present in every checkpoint: the time at which the provider accepts requests again. */
export const pauseCheckpoint = { pausedUntil: z.iso.datetime().optional() };

/**
 * Whether a reason affects the whole connection, so that further requests through it would fail as well. Total: a new
 * reason does not compile without a value.
 */
const isConnectionWide: Record<ProviderReason, boolean> = {
  provider_connection_invalid: true,
  provider_connection_disabled: true,
  provider_consent_missing: true,
  provider_credential_missing: true,
  provider_secret_not_allowed: true,
  provider_auth_failed: true,
  provider_permission_denied: false,
  provider_throttled: false,
  provider_unreachable: false,
  provider_response_invalid: false,
  provider_not_found: false,
  provider_redirected: false,
  provider_page_foreign: false,
  provider_pages_circular: false,
  provider_document_incomplete: false,
  provider_not_licensed: false,
  provider_position_expired: false,
};

/** Whether a failure stops all work through its connection; any other failure affects one object. */
export const concernsConnection = ({ reasonCode }: Pick<ProviderFailure, "reasonCode">): boolean =>
  isConnectionWide[reasonCode];

/** Time reserved at the end of a part to store its result and to hand over. */
export function reserveOf(work: Pick<Work<unknown>, "timeLeftMillis">): number {
  return Math.min(reserveMillisMax, work.timeLeftMillis() / 4);
}

/** The time budget for the calls of this part. */
export function budgetOf(work: Work<unknown>, reserveMillis: number): CallBudget {
  return { signal: work.signal, timeLeftMillis: () => work.timeLeftMillis() - reserveMillis / 2 };
}

/**
 * When the next part continues, if the provider requires a longer pause than this part has left; undefined at the
 * continuation limit, or when the pause exceeds half an hour.
 */
export function pauseOf(
  { reasonCode, retryAfterMillis }: ProviderFailure,
  { work, reserveMillis, now }: { readonly work: Work<unknown>; readonly reserveMillis: number; readonly now: Date },
): string | undefined {
  if (work.run.handovers >= handoversMax) return undefined;
  if (reasonCode !== "provider_throttled" || retryAfterMillis === undefined) return undefined;
  const isTooLongForThisPart = retryAfterMillis >= work.timeLeftMillis() - reserveMillis / 2;
  if (!isTooLongForThisPart || retryAfterMillis > pauseSecondsMax * 1000) return undefined;
  return plusSeconds(now, retryAfterMillis / 1000);
}

/** Waits for the rest of a pause from an earlier part; returns whether work continues in this part. */
export async function passPause(
  { run }: Pick<Work<unknown>, "run">,
  pausedUntil: string | undefined,
  provider: { pauseUntil(instant: Date, budget: CallBudget): Promise<boolean> },
  budget: CallBudget,
): Promise<"go on" | "hand over"> {
  if (pausedUntil === undefined || (await provider.pauseUntil(new Date(pausedUntil), budget))) return "go on";
  return run.handovers < handoversMax ? "hand over" : "go on";
}
