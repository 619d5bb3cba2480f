import { plusSeconds } from "../foundation/clock.ts";
import type { Wait } from "../run/granted-wait.ts";
import type { Work } from "./define-operation.ts";
import type { CallBudget, ProviderFailure, ProviderReason } from "./provider/provider-access.ts";

/** Limit of continuations per run. The part after the last one must end the run. */
export const handoversMax = 60;
/**
 * Continuations that workers send one after another; Lambda's recursion guard stops a chain near sixteen. Then the
 * sweep sends the next message, which begins a new chain.
 */
export const chainMax = 10;
/** Shortest wait in seconds: a call has already been repeated after shorter pauses. */
const waitSecondsMin = 30;
const reserveMillisMax = 30_000;

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
 * The wait that a failed call asks for, when the provider throttled it for longer than a call waits by itself. Undefined
 * for any other failure, and at the continuation limit.
 */
export function waitFor(
  { reasonCode, retryAfterMillis = 0 }: ProviderFailure,
  { run }: Pick<Work<unknown>, "run">,
  now: Date,
): Wait | undefined {
  if (reasonCode !== "provider_throttled" || run.handovers >= handoversMax) return undefined;
  return { reason: reasonCode, until: plusSeconds(now, Math.max(waitSecondsMin, retryAfterMillis / 1000)) };
}
