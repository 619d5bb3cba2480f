/** Why a URL is not a target for alerts. */
export const targetFaults = [
  "not_a_url",
  "not_https",
  "credentials",
  "fragment",
  "port",
  "ip_literal",
  "host_not_public",
  "not_resolved",
  "address_not_public",
] as const;
export type TargetFault = (typeof targetFaults)[number];

/** Characters of a URL; workflow URLs of Teams have about 400. */
export const targetCharactersMax = 2000;

/** Names that never lead to a public host (RFC 6761, 6762, 7686, 8375, 9476). */
const privateNames =
  /(?:^|\.)(?:localhost|local|internal|home\.arpa|arpa|test|invalid|example|onion|alt|lan|intranet)$/;

/**
 * The URL of a target by its text alone: https on port 443, a public host name, no credentials and no fragment. The URL
 * parser has already turned international names into ASCII and every spelling of an IPv4 address into digits and dots.
 * Which addresses the name leads to is only known when it is called.
 */
export function outboundUrlOf(text: string): URL | { readonly fault: TargetFault } {
  if (text.length > targetCharactersMax || !URL.canParse(text)) return { fault: "not_a_url" };
  const url = new URL(text);
  if (url.protocol !== "https:") return { fault: "not_https" };
  if (url.username !== "" || url.password !== "") return { fault: "credentials" };
  if (url.hash !== "" || text.endsWith("#")) return { fault: "fragment" };
  // The parser drops the default port.
  if (url.port !== "") return { fault: "port" };
  const { hostname } = url;
  if (hostname.startsWith("[") || /^[\d.]+$/.test(hostname)) return { fault: "ip_literal" };
  const isName = hostname.includes(".") && !hostname.endsWith(".") && hostname.length <= 253;
  if (!isName || privateNames.test(hostname)) return { fault: "host_not_public" };
  return url;
}
