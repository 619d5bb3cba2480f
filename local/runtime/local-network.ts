import dns from "node:dns/promises";
import http from "node:http";
import https from "node:https";
import { syncBuiltinESMExports } from "node:module";
import { sinkAddress, sinkHost } from "../sink/sink-names.ts";

/**
 * Gives this thread a network in which the name of the local targets resolves to a public address, and https to that name
 * leads to the sink, without a certificate. All other names and calls are untouched. The functions know nothing of it:
 * their rules for targets apply as on AWS. It must run before a bundle is loaded, which takes its functions from here.
 */
export function joinLocalNetwork(sinkPort: number): void {
  const { lookup } = dns;
  const { request } = https;
  Object.assign(dns, {
    lookup: (name: string, options: { all?: boolean } = {}) =>
      name === sinkHost
        ? Promise.resolve(options.all === true ? [{ ...sinkAddress }] : { ...sinkAddress })
        : lookup(name, options),
  });
  Object.assign(https, {
    request: (...given: Parameters<typeof https.request>) => {
      const [url, options, onAnswer] = given;
      if (!(url instanceof URL) || url.hostname !== sinkHost || typeof options !== "object") return request(...given);
      const { method, headers, signal } = options;
      const target = { host: "127.0.0.1", port: sinkPort, path: `${url.pathname}${url.search}`, method, signal };
      return http.request({ ...target, headers: { ...headers, host: sinkHost } }, onAnswer);
    },
  });
  syncBuiltinESMExports();
}
