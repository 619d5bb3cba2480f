import type { Prepared, StartRequest } from "../define-operation.ts";
import { type ConnectionChoice, prepareWithConnection, selectionHashOf } from "../provider/connection-choice.ts";
import type { AssignmentsFetchInput } from "./assignments.fetch.input.ts";
import { selectionOf } from "./policy-selection.ts";

type Scope = StartRequest<unknown>["scope"];

interface PrepareDependencies {
  readonly connections: ConnectionChoice;
  readonly backupSets: {
    find(scope: Scope, id: string): Promise<{ readonly itemCount: number } | undefined>;
  };
}

/** All synced policies, chosen ones, or those of a backup set. Another selection is other work. */
export async function prepare(
  { input: asked, scope }: StartRequest<AssignmentsFetchInput>,
  { connections, backupSets }: PrepareDependencies,
): Promise<Prepared> {
  const { policyIds, backupSetId, ...choice } = asked;
  if (policyIds !== undefined && backupSetId !== undefined) {
    return refuse("backupSetId", "Choose either policies or a backup set.");
  }
  if (backupSetId !== undefined) {
    const set = await backupSets.find(scope, backupSetId);
    if (set === undefined) return refuse("backupSetId", "The environment has no backup set with this id.");
    if (set.itemCount === 0) return refuse("backupSetId", "The backup set holds no policies.");
  }
  const selection = backupSetId === undefined ? selectionOf(policyIds) : { backupSetId };
  const isAll = selection === "all";
  const prepared = await prepareWithConnection({ input: choice, scope }, connections, (id) => ({
    selectionHash: selectionHashOf(isAll ? id : JSON.stringify([id, selection])),
  }));
  if (prepared.kind !== "start" || isAll) return prepared;
  const { identity, input, line, ...rest } = prepared;
  const chosen = backupSetId === undefined ? { policyIds: selectionOf(policyIds) } : { backupSetId };
  const lineOfSelection = { ...line, selection: JSON.stringify(selection) };
  return { ...rest, identity: { ...identity, selection }, line: lineOfSelection, input: { ...input, ...chosen } };
}

function refuse(path: string, message: string): Prepared {
  return { kind: "refuse", errors: [{ path, message }] };
}
