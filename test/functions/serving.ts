import { AsyncLocalStorage } from "node:async_hooks";
import { subscribe } from "node:diagnostics_channel";
import { ClientRequest } from "node:http";

interface Serving {
  /** Where the table is; everything else in the network is out of reach. */
  readonly tableHost: string;
  /** What was called all the same. */
  readonly reached: string[];
}

const served = new AsyncLocalStorage<Serving>();

/**
 * Serves a request without a way out: no function that answers people calls a provider, not even while it sends,
 * proves or cancels (spec 178, 367). Whoever calls out is refused at once, and whatever they make of that, the
 * request fails.
 */
export async function serveWithoutProvider<Answer>(tableHost: string, serve: () => Promise<Answer>): Promise<Answer> {
  const serving: Serving = { tableHost, reached: [] };
  const answer = await served.run(serving, serve);
  if (serving.reached.length > 0) throw new Error(`a provider was called: ${serving.reached.join(", ")}`);
  return answer;
}

/** Notes the call if a request is being served, and says whether it is. */
function isOutOfReach(host: string): boolean {
  const serving = served.getStore();
  if (serving === undefined || host === serving.tableHost) return false;
  serving.reached.push(host);
  return true;
}

const fetchForReal = globalThis.fetch;
globalThis.fetch = async (...call) => {
  const { host } = new URL(call[0] instanceof Request ? call[0].url : call[0]);
  if (isOutOfReach(host)) throw new Error(`${host} is out of reach while a request is served`);
  return fetchForReal(...call);
};

subscribe("http.client.request.created", (message) => {
  const request = typeof message === "object" && message !== null && Reflect.get(message, "request");
  if (!(request instanceof ClientRequest)) return;
  const host = String(request.getHeader("host"));
  if (isOutOfReach(host)) request.destroy(new Error(`${host} is out of reach while a request is served`));
});
