import { AsyncLocalStorage } from "node:async_hooks";

/** Keys on every log line of a unit of work, used to search logs. */
export interface LogKeys {
  /** The platform's id of the request, message, record or invocation being processed. */
  correlationId?: string;
  runId?: string;
  workspaceId?: string;
}

const current = new AsyncLocalStorage<LogKeys>();

/** Runs a function with these keys, and the surrounding ones, on all of its log lines. */
export function withLogKeys<Result>(keys: LogKeys, work: () => Result): Result {
  return current.run({ ...current.getStore(), ...keys }, work);
}

/** Adds keys that became known later, such as the run of a message. */
export function addLogKeys(keys: LogKeys): void {
  Object.assign(current.getStore() ?? {}, keys);
}

/** The current keys; empty outside of `withLogKeys`. */
export function logKeys(): LogKeys {
  return { ...current.getStore() };
}
