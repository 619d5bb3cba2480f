import { randomBytes } from "node:crypto";

/** The trace header of an invocation, as in Lambda. Traces are not collected locally, so none is sampled. */
export function traceHeader(now: Date): string {
  const seconds = Math.floor(now.getTime() / 1000).toString(16);
  return `Root=1-${seconds}-${randomBytes(12).toString("hex")};Parent=${randomBytes(8).toString("hex")};Sampled=0`;
}
