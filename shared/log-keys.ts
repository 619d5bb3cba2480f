import { AsyncLocalStorage } from "node:async_hooks";

/** What every log line carries while something is done: by these a line is found again. */
export interface LogKeys {
  /** What the platform calls the request, message, record or invocation that is being served. */
  correlationId?: string;
  runId?: string;
  workspaceId?: string;
}

const current = new AsyncLocalStorage<LogKeys>();

/** Does something of which every log line, however deep inside, carries these keys and those around it. */
export function withLogKeys<Result>(keys: LogKeys, work: () => Result): Result {
  return current.run({ ...current.getStore(), ...keys }, work);
}

/** Adds what came to be known meanwhile, such as the run that a message speaks of. */
export function addLogKeys(keys: LogKeys): void {
  Object.assign(current.getStore() ?? {}, keys);
}

/** The keys of whatever is being done here; none outside of it. */
export function logKeys(): LogKeys {
  return { ...current.getStore() };
}
