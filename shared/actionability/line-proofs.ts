import type { LaterSuccess, UsableProof } from "../derived/actionability.ts";
import { idTime } from "../foundation/ids.ts";
import { batchGet } from "../ledger/batch-get.ts";
import type { ItemKey } from "../ledger/item.ts";
import { usableKey } from "../ledger/keys.ts";
import type { OpenEntry } from "../ledger/open-lists.ts";
import type { StoreTarget } from "../ledger/store.ts";
import { successesIn, successPointerKey } from "../ledger/success-pointer.ts";
import { usableIn } from "../records/usable-pointers.ts";
import { clockMarginSeconds, type Generation, isLaterGeneration, isPlaced } from "../run/generation.ts";
import type { FindOperation } from "./gather-proofs.ts";

/** Whether a stored proof may resolve a problem. If not, the problem is open and nothing else needs to be read. */
type MayBeProven = (entry: OpenEntry) => boolean;

interface LineProofs {
  readonly mayBeProven: MayBeProven;
  /** Cost of the read, in read units. */
  readonly units: number;
}

/** Maximum clock skew between two writers; the id of a run may be older than the run by as much. */
const clocksMilliseconds = clockMarginSeconds * 1000;

interface Line {
  readonly success: ItemKey;
  readonly usable: ItemKey | undefined;
}

/**
 * Reads proof candidates once per line, however often it failed: a hundred lines per call, at most two keys per line.
 * Reports for each problem whether the run must be loaded to decide; there are no false negatives.
 */
export function createReadLineProofs(parts: StoreTarget & { readonly findOperation: FindOperation }) {
  return async function readLineProofs(workspaceId: string, problems: readonly OpenEntry[]): Promise<LineProofs> {
    const lines = new Map<string, Line>();
    for (const entry of problems) {
      const line = lineOf(workspaceId, entry);
      if (line !== undefined) lines.set(textOf(line.success), line);
    }
    const keys = [...lines.values()].flatMap(({ success, usable }) =>
      usable === undefined ? [success] : [success, usable],
    );
    const items = await batchGet({ ...parts, isConsistent: false }, keys);
    const stored = new Map(items.map((item) => [textOf({ pk: String(item.pk), sk: String(item.sk) }), item]));

    const mayBeProven: MayBeProven = (entry) => {
      const line = lineOf(workspaceId, entry);
      if (line === undefined) return false;
      const usable = line.usable && usableIn(stored.get(textOf(line.usable)));
      return (
        successesIn(stored.get(textOf(line.success))).some((success) => mayBeLater(success, entry)) ||
        (usable !== undefined && mayBeUsable(usable, entry))
      );
    };
    return { mayBeProven, units: keys.length / 2 };
  };

  function lineOf(workspaceId: string, { environmentId, type, correlationHash }: OpenEntry): Line | undefined {
    const operation = parts.findOperation(type);
    if (correlationHash === undefined || operation === undefined || operation.actionability === "manual_review") {
      return undefined;
    }
    const kind = operation.actionability === "artifact_or_later_success" ? operation.provenBy : "nothing";
    return {
      success: successPointerKey({ workspaceId, environmentId, type, correlationHash }),
      usable: kind === "nothing" ? undefined : usableKey(workspaceId, environmentId, kind, correlationHash),
    };
  }
}

const textOf = ({ pk, sk }: ItemKey) => `${pk}\n${sk}`;

/** By generation when both have one; otherwise by the creation time in the id, within clock skew. */
function mayBeLater(success: Pick<LaterSuccess, "createdAt"> & Generation, { id, problem }: OpenEntry): boolean {
  if (problem !== undefined && isPlaced(problem) && isPlaced(success)) return isLaterGeneration(success, problem);
  return Date.parse(success.createdAt) > idTime(id).getTime() - clocksMilliseconds;
}

const mayBeUsable = (
  { usableAt, operationRunId }: Pick<UsableProof, "usableAt" | "operationRunId">,
  { id }: OpenEntry,
) => operationRunId === id || Date.parse(usableAt) > idTime(id).getTime() - clocksMilliseconds;
