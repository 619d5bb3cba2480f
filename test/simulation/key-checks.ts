import type { Run } from "../../shared/run/run.ts";
import type { Violation } from "./violation.ts";

/** A 2xx response to a start. */
export interface Accepted {
  readonly runId: string;
  readonly subject: string;
  readonly workspaceId: string;
  readonly environmentId: string;
  readonly key: string | undefined;
  /** The hash of the request body, as stored with the idempotency key. */
  readonly bodyHash: string;
  /** 1 before the time jump that expires every key, 2 after it. */
  readonly era: number;
}

/** A start request, whatever its response. */
export type StartRequest = Omit<Accepted, "runId">;

/** I2: a live idempotency key has one body and one run; an expired key may be reused. */
export function keyViolations(
  accepted: readonly Accepted[],
  asked: readonly StartRequest[],
  refused: readonly StartRequest[],
  byId: ReadonlyMap<string, Run>,
): Violation[] {
  const found: Violation[] = [];
  const broken = (detail: string) => found.push({ invariant: "I2", detail });
  const first = new Map<string, Accepted>();
  for (const answer of accepted) {
    if (answer.key === undefined) continue;
    const name = `${answer.workspaceId} ${answer.key} ${answer.era}`;
    const known = first.get(name) ?? answer;
    first.set(name, known);
    if (known.runId !== answer.runId) broken(`the key ${name} was answered with ${known.runId} and ${answer.runId}`);
    if (known.bodyHash !== answer.bodyHash) broken(`the key ${name} was good for two bodies`);
    const before = accepted.find((one) => one.era < answer.era && one.runId === answer.runId);
    if (before !== undefined) broken(`${answer.runId} was the answer to the expired key ${name}`);
    if (!byId.has(answer.runId)) broken(`the key ${name} stands for no run`);
  }
  for (const { workspaceId, key, era, bodyHash } of refused) {
    const others = asked.filter((one) => one.workspaceId === workspaceId && one.key === key && one.era === era);
    if (others.every((one) => one.bodyHash === bodyHash)) broken(`the key ${key} was refused and had no other body`);
    const holder = first.get(`${workspaceId} ${key} ${era}`);
    if (holder?.bodyHash === bodyHash) broken(`the key ${key} refused the body it was used for`);
  }
  return found;
}
