import type { Table } from "./wave-tables.ts";

/** The rules of an explored wave. */
export interface ExploredRules {
  readonly environmentIds: readonly string[];
  readonly canary: number;
  readonly concurrency: number;
}

const namedIn = ({ places }: Table) => places.flatMap(({ targets = [] }) => targets);
const isStopped = ({ places }: Table) => places.some(({ stop }) => stop !== undefined);
const runOf = (table: Table, environmentId: string) =>
  table.children.find((child) => child.environmentId === environmentId);
const isOpen = (table: Table, { environmentId, runId }: { environmentId: string; runId: string }) =>
  !table.closed.includes(runId) && (runOf(table, environmentId)?.isActive ?? true);

/** I20 for one write: what must not be true of the table after it, given the table before. */
export function faultsOfWrite(
  before: Table,
  after: Table,
  rules: ExploredRules,
  { hasEnded, isAbortAnswered }: { readonly hasEnded: boolean; readonly isAbortAnswered: boolean },
): string[] {
  const faults: string[] = [];
  const named = namedIn(after);
  const added = named.length - namedIn(before).length;
  const ids = named.map(({ environmentId }) => environmentId);
  if (new Set(ids).size !== ids.length) faults.push("a target was named twice");
  const environments = after.children.map(({ environmentId }) => environmentId);
  if (new Set(environments).size !== environments.length) faults.push("a target has two runs");
  const isKept = ({ id }: { id: string }) => after.children.some((child) => child.id === id);
  if (!before.children.every(isKept)) faults.push("a run was replaced");
  if (environments.some((id) => !ids.includes(id))) faults.push("a target was started that is not named");
  if (added > 0) {
    if (isStopped(before)) faults.push("a target was named after the stop");
    if (isAbortAnswered) faults.push("a target was named after the abort was answered");
    if (hasEnded) faults.push("a target was named after the end");
    if (named.filter((target) => isOpen(after, target)).length > rules.concurrency) faults.push("too many at work");
    const canary = rules.environmentIds.slice(0, rules.canary);
    const isBeyond = ids.some((id) => !canary.includes(id));
    if (isBeyond && canary.some((id) => runOf(before, id)?.outcome !== "succeeded")) {
      faults.push("a target was named before the canary succeeded");
    }
  }
  if (after.children.length > before.children.length && hasEnded) faults.push("a run was started after the end");
  return faults;
}

/** I20 for the end of a wave: every target has an end or a code, and the numbers equal the targets. */
export function faultsOfEnd(table: Table, rules: ExploredRules, counts: Readonly<Record<string, number>>): string[] {
  const named = namedIn(table);
  const faults = named.some((target) => isOpen(table, target)) ? ["the wave ended while a target was open"] : [];
  if (!isStopped(table) && named.length !== rules.environmentIds.length) faults.push("the wave forgot a target");
  const of = (outcome: string) => table.children.filter((child) => child.outcome === outcome).length;
  const truth = {
    total: rules.environmentIds.length,
    succeeded: of("succeeded"),
    failed: of("failed"),
    not_started: rules.environmentIds.length - table.children.length,
  };
  for (const [name, value] of Object.entries(truth)) {
    if (counts[name] !== value) faults.push(`${name} is ${counts[name]}, not ${value}`);
  }
  return faults;
}
