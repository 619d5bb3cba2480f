import { randomBytes } from "node:crypto";

/** An invocation's trace header, as on Lambda. It is never sampled, because traces are not collected locally. */
export function traceHeader(now: Date): string {
  const seconds = Math.floor(now.getTime() / 1000).toString(16);
  return `Root=1-${seconds}-${randomBytes(12).toString("hex")};Parent=${randomBytes(8).toString("hex")};Sampled=0`;
}
