import {
  type AssignmentTarget,
  assignBody,
  hashOfTargets,
  keyOfTarget,
  targetsIn,
} from "../policies/assignment-set.ts";
import type { PolicyPlace } from "../policies/policy-writer.ts";
import type { ProviderAnswer } from "../provider/provider-access.ts";
import { type ItemWorkDependencies, mayBeDone, type Unanswered, unwritten } from "./item-work.ts";
import { readUntil } from "./read-back.ts";
import type { RestoreItem } from "./restore-record.ts";

/** The targets at the provider; "unreadable" equals no set, so it never proves that one was written. */
export type CurrentTargets = readonly AssignmentTarget[] | "absent" | "unreadable";

/** The targets as one value, to compare sets by. */
export const stateOfTargets = (current: CurrentTargets) =>
  typeof current === "string" ? current : hashOfTargets(current);

/** How a write of assignments ended; `applied` after they were read back. */
export type AssignEnd =
  | { readonly kind: "applied" }
  | { readonly kind: "failed"; readonly reason: "restore.write_refused" | "restore.not_taken_over" }
  | Unanswered;

/** Replaces the whole set of a policy's assignments, and reads it back. */
export async function writeTargets(
  { connection, budget, provider, pause }: Pick<ItemWorkDependencies, "connection" | "budget" | "provider" | "pause">,
  place: PolicyPlace,
  targets: readonly AssignmentTarget[],
): Promise<AssignEnd> {
  const written = await provider.assignPolicy(connection, place, assignBody(targets), budget);
  if (!written.ok) return unwritten(written.failure);
  if (written.value === "refused") return { kind: "failed", reason: "restore.write_refused" };
  const wanted = hashOfTargets(targets);
  const read = await readUntil(readTargets, (now) => stateOfTargets(now) === wanted, pause);
  if (!read.ok) return mayBeDone(read.failure);
  if (stateOfTargets(read.value) === wanted) return { kind: "applied" };
  return { kind: "failed", reason: "restore.not_taken_over" };

  async function readTargets(): Promise<ProviderAnswer<CurrentTargets>> {
    const read = await provider.readAssigned(connection, place, budget);
    if (!read.ok) return read;
    const { value } = read;
    return { ok: true, value: value === "absent" ? value : (targetsIn(value.assignments) ?? "unreadable") };
  }
}

/** Groups that a change adds to a policy or takes from it. */
export function movedGroups({ preview }: RestoreItem): string[] {
  const [wanted, current] = [preview?.targets ?? [], preview?.currentTargets ?? []];
  const kept = new Set(wanted.map(keyOfTarget).filter((key) => current.some((one) => keyOfTarget(one) === key)));
  return [...wanted, ...current].filter((one) => !kept.has(keyOfTarget(one))).flatMap(({ groupId }) => groupId ?? []);
}
