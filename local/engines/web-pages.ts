import { randomInt } from "node:crypto";
import type { IncomingMessage } from "node:http";

/** The names of this machine that a legitimate client uses; the whole block 127.0.0.0/8 is this machine. */
const loopbackName = /^(?:127(?:\.\d{1,3}){3}|localhost|\[::1\])(?::\d+)?$/;

/**
 * Whether a web page sent a request to a server on the loopback address. No legitimate client of these servers is a
 * page: `Origin` accompanies every request by which a page of another site could write or read, `Sec-Fetch-Site` the
 * rest, and a page whose domain was rebound to this machine sends its own name as `Host`. An address typed into the
 * browser ("none") is a user's own request.
 */
export function isFromWebPage({ headers }: Pick<IncomingMessage, "headers">): boolean {
  const site = headers["sec-fetch-site"];
  return (
    headers.origin !== undefined || (site !== undefined && site !== "none") || !loopbackName.test(headers.host ?? "")
  );
}

/**
 * A random address of this machine, for a server that answers every page and has no setting against it. With
 * its port a page would have to guess one of 2^39 places.
 */
export const unguessableAddress = () => `127.${randomInt(1, 255)}.${randomInt(0, 256)}.${randomInt(1, 255)}`;
