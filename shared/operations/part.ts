import * as z from "zod";
import { plusSeconds } from "../foundation/clock.ts";
import type { Work } from "./define-operation.ts";
import type { CallBudget, ProviderFailure, ProviderReason } from "./provider/provider-access.ts";

/**
 * A run may be handed over to a further message this often; Lambda's recursion guard stops near sixteen. The part after
 * the last hand-over has to end the run.
 */
export const handoversMax = 11;
/** A pause that the provider asks for is carried into the next part up to this long, in seconds. */
const pauseSecondsMax = 1800;
const reserveMillisMax = 30_000;

/** What every checkpoint may hold beside its own: when the provider takes requests again. */
export const pauseCheckpoint = { pausedUntil: z.iso.datetime().optional() };

/**
 * Whether a reason concerns the connection as a whole, so that no other request through it would fare better. Total: a new
 * reason does not compile until it is answered.
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
};

/** Whether a failure stops all work through its connection; any other one is the end of one object only. */
export const concernsConnection = ({ reasonCode }: Pick<ProviderFailure, "reasonCode">): boolean =>
  isConnectionWide[reasonCode];

/** What is kept back of a part's time to store the last word and to hand over. */
export function reserveOf(work: Pick<Work<unknown>, "timeLeftMillis">): number {
  return Math.min(reserveMillisMax, work.timeLeftMillis() / 4);
}

/** The time that calls of this part may use. */
export function budgetOf(work: Work<unknown>, reserveMillis: number): CallBudget {
  return { signal: work.signal, timeLeftMillis: () => work.timeLeftMillis() - reserveMillis / 2 };
}

/**
 * When to go on in a further part, if the provider asks for a longer pause than this part has left; undefined when the
 * run may not be handed over any more, or the pause is beyond half an hour.
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

/** Whether work goes on in this part after the pause that an earlier one was asked for. */
export async function passPause(
  { run }: Pick<Work<unknown>, "run">,
  pausedUntil: string | undefined,
  provider: { pauseUntil(instant: Date, budget: CallBudget): Promise<boolean> },
  budget: CallBudget,
): Promise<"go on" | "hand over"> {
  if (pausedUntil === undefined || (await provider.pauseUntil(new Date(pausedUntil), budget))) return "go on";
  return run.handovers < handoversMax ? "hand over" : "go on";
}
