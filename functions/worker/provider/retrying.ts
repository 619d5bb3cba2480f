import type { Clock } from "../../../shared/foundation/clock.ts";
import type {
  CallBudget,
  ProviderAnswer,
  ProviderFailure,
} from "../../../shared/operations/provider/provider-access.ts";
import { millisUntilRetry } from "../retry-after.ts";
import type { Timer } from "./timer.ts";

/** The result of one attempt: an answer, or a retryable failure with an optional earliest time. */
export type Try<Value> =
  | { readonly kind: "settled"; readonly answer: ProviderAnswer<Value> }
  | { readonly kind: "again"; readonly failure: ProviderFailure; readonly afterMillis?: number };

export interface RetryParts {
  readonly timer: Timer;
  /** From 0 up to 1; adds jitter, so that many workers do not retry at once. */
  readonly random: () => number;
}

/** The longest wait within a Lambda, in milliseconds: the grants of sixteen workers. A longer one is handed over. */
export const waitInPlaceMillisMax = 16_000;

export const triesMax = 5;
const firstDelayMillis = 500;
const delayMillisMax = 10_000;

/**
 * Retries up to five attempts in total and never beyond the time budget: a wait that does not fit, or that is too long
 * for a Lambda, is not started, and the last failure is returned.
 */
export async function retrying<Value>(
  attempt: () => Promise<Try<Value>>,
  budget: CallBudget,
  { timer, random }: RetryParts,
): Promise<ProviderAnswer<Value>> {
  for (let tries = 1; ; tries++) {
    const result = await attempt();
    if (result.kind === "settled") return result.answer;
    const { afterMillis, failure } = result;
    const asked = afterMillis !== undefined && afterMillis > 0 ? { retryAfterMillis: afterMillis } : {};
    const failed = { ok: false, failure: { ...failure, ...asked } } as const;
    if (tries >= triesMax || budget.signal.aborted) return failed;
    const growing = Math.min(delayMillisMax, firstDelayMillis * 2 ** tries);
    const delayMillis = afterMillis ?? Math.ceil(growing * (0.5 + random() / 2));
    if (delayMillis > waitInPlaceMillisMax || delayMillis >= budget.timeLeftMillis()) return failed;
    try {
      await timer.wait(delayMillis, budget.signal);
    } catch (error) {
      if (!budget.signal.aborted) throw error;
      return failed;
    }
  }
}

/** The pause of a throttled call without `Retry-After`, where calls are not paced: almost the longest within a Lambda. */
export const unstatedPauseMillis = 15_000;
/** The `Retry-After` of a response in milliseconds; undefined when absent or invalid. */
export const retryAfterMillis = (headers: Headers, clock: Clock): number | undefined =>
  millisUntilRetry(headers.get("retry-after"), clock.now());

/** How long to pause for a throttling provider, in milliseconds; 15 s when it does not say. */
export function throttlePauseMillis(headers: Headers, clock: Clock): number {
  return retryAfterMillis(headers, clock) ?? unstatedPauseMillis;
}
