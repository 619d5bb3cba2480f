import { isProblem } from "./api-problem.ts";

export interface RetryOptions {
  /** How often a request is repeated at most; 0 never repeats. */
  readonly retriesMax: number;
  /** The longest wait before one repetition, in milliseconds. A longer `Retry-After` returns the answer as it is. */
  readonly waitMillisecondsMax: number;
  /** Waits; ends early when the signal is aborted. */
  readonly wait: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  /** A number from 0 to 1, which spreads the repetitions of many clients. */
  readonly random: () => number;
}

type Send = (request: Request) => Promise<Response>;

/** Answers that another attempt may change: too many requests, and failures of a gateway or of a busy store. */
const temporaryStatuses: ReadonlySet<number> = new Set([429, 502, 503, 504]);
const repeatableMethods: ReadonlySet<string> = new Set(["GET", "HEAD", "PUT", "DELETE"]);
const firstWaitMilliseconds = 500;

/**
 * Repeats a request whose answer was temporary, or lost, when a second execution changes nothing: reads, writes of a
 * whole resource, and anything with an `Idempotency-Key`. Waits as `Retry-After` says, otherwise twice as long each time.
 */
export function retrying(send: Send, options: RetryOptions): Send {
  async function attempt(request: Request, number: number): Promise<Response> {
    const mayRepeat = isRepeatable(request) && number < options.retriesMax;
    const response = await send(request.clone()).catch((error: unknown) => {
      if (!mayRepeat || request.signal.aborted) throw error;
      return undefined;
    });
    if (response !== undefined && (!mayRepeat || !(await isTemporary(response)))) return response;

    const backoff = firstWaitMilliseconds * 2 ** number * (0.5 + options.random() / 2);
    const wait = retryAfterMilliseconds(response?.headers.get("retry-after") ?? null, Date.now()) ?? backoff;
    if (response !== undefined && wait > options.waitMillisecondsMax) return response;
    await options.wait(Math.min(wait, options.waitMillisecondsMax), request.signal);
    return attempt(request, number + 1);
  }
  return (request) => attempt(request, 0);
}

function isRepeatable(request: Request): boolean {
  return repeatableMethods.has(request.method) || request.headers.has("idempotency-key");
}

async function isTemporary(response: Response): Promise<boolean> {
  if (!temporaryStatuses.has(response.status)) return false;
  const body: unknown = await response
    .clone()
    .json()
    .catch(() => undefined);
  // The run was accepted and has ended; the same key would be answered with that run.
  return !(isProblem(body) && body.code === "queue.dispatch_failed");
}

/** Milliseconds until a `Retry-After`: decimal seconds or an HTTP date; undefined for anything else. */
export function retryAfterMilliseconds(value: string | null, now: number): number | undefined {
  if (value === null) return undefined;
  if (/^\s*\d+(\.\d+)?\s*$/.test(value)) return Number(value) * 1000;
  const date = /[a-z]/i.test(value) ? Date.parse(value) : Number.NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

/** Waits so many milliseconds, or rejects with the reason when the signal is aborted. */
export function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const stop = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", stop);
      resolve();
    }, milliseconds);
    signal?.addEventListener("abort", stop, { once: true });
  });
}
