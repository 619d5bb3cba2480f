import ipaddr from "ipaddr.js";

/** Publicly routed addresses that answer inside a cloud only. */
const insideClouds: readonly string[] = ["168.63.129.16"];
const globalUnicast = ipaddr.parseCIDR("2000::/3");

/**
 * Whether an address belongs to the public internet. Loopback, private, link-local, shared and reserved ranges do not,
 * nor does any address that wraps another one: mapped, NAT64, 6to4 and Teredo addresses are refused whatever they wrap.
 */
export function isPublicAddress(text: string): boolean {
  if (!ipaddr.isValid(text) || insideClouds.includes(text)) return false;
  const address = ipaddr.parse(text);
  if (address.range() !== "unicast") return false;
  return address.kind() === "ipv4" || address.match(globalUnicast);
}
