import { lookup } from "node:dns/promises";
import { loadOnce } from "../../../shared/foundation/load-once.ts";
import type { OutboundCall } from "./outbound-call.ts";

/** Messages to targets that people entered, loaded with the first one. */
export function lazyOutboundCall(): OutboundCall {
  const call = loadOnce(async () => {
    const { createOutboundCall } = await import("./outbound-call.ts");
    return createOutboundCall({ resolve: (hostname) => lookup(hostname, { all: true }) });
  });
  return async (message, signal) => (await call())(message, signal);
}
