import { randomUUID } from "node:crypto";

/** An invocation's trace header, as on Lambda. It is never sampled, because traces are not collected locally. */
export function traceHeader(now: Date): string {
  const seconds = Math.floor(now.getTime() / 1000).toString(16);
  return `Root=1-${seconds}-${randomHex(24)};Parent=${randomHex(16)};Sampled=0`;
}

/** From a UUID, because Node draws many of them from the system at once. */
const randomHex = (digits: number) => randomUUID().replaceAll("-", "").slice(0, digits);
