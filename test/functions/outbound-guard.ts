import { AsyncLocalStorage } from "node:async_hooks";
import { subscribe } from "node:diagnostics_channel";
import { ClientRequest } from "node:http";
// First, so that the servers of this thread are behind the guard like all others.
import "../support/network.ts";

interface Serving {
  /** The host of a table in another process; every other host is blocked. */
  readonly tableHost: string | undefined;
  /** Blocked hosts that were called. */
  readonly reached: string[];
}

const served = new AsyncLocalStorage<Serving>();

/**
 * Serves a request with outbound calls blocked: no API function may call a provider, not even when it dispatches,
 * reconciles or cancels (spec 178, 367). A call is rejected at once, and the request fails even if the code
 * handles the error.
 */
export async function serveWithoutProvider<Answer>(
  tableHost: string | undefined,
  serve: () => Promise<Answer>,
): Promise<Answer> {
  const serving: Serving = { tableHost, reached: [] };
  const answer = await served.run(serving, serve);
  if (serving.reached.length > 0) throw new Error(`a provider was called: ${serving.reached.join(", ")}`);
  return answer;
}

/** Records the call if a request is being served; returns whether it is. */
function isBlocked(host: string): boolean {
  const serving = served.getStore();
  if (serving === undefined || host === serving.tableHost) return false;
  serving.reached.push(host);
  return true;
}

const fetchForReal = globalThis.fetch;
globalThis.fetch = async (...call) => {
  const { host } = new URL(call[0] instanceof Request ? call[0].url : call[0]);
  if (isBlocked(host)) throw new Error(`${host} is blocked while a request is served`);
  return fetchForReal(...call);
};

subscribe("http.client.request.created", (message) => {
  const request = typeof message === "object" && message !== null && Reflect.get(message, "request");
  if (!(request instanceof ClientRequest)) return;
  const host = String(request.getHeader("host"));
  if (isBlocked(host)) request.destroy(new Error(`${host} is blocked while a request is served`));
});
