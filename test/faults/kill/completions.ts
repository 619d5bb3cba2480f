import { unmarshall } from "@aws-sdk/util-dynamodb";
import type { Table } from "../../../local/engines/table/table.ts";
import type { Item } from "../../../local/engines/table/value-types.ts";
import { parseRun } from "../../../shared/ledger/run-item.ts";
import type { Run } from "../../../shared/run/run.ts";

/** Counts the completions of each run, and later changes to them, from the table's stream. */
export function countEnds(table: Table) {
  const ends = new Map<string, { count: number; how: string }>();
  let seen = 0;
  return {
    /** Reads the stream records since the previous call. */
    look(): void {
      for (const { oldImage, newImage } of table.changesFrom(seen)) {
        seen += 1;
        const after = runOf(newImage);
        if (after?.status !== "completed" || endOf(runOf(oldImage)) === endOf(after)) continue;
        const how = `${after.outcome} by ${after.endedBy?.source ?? "none"}`;
        ends.set(after.id, { count: (ends.get(after.id)?.count ?? 0) + 1, how });
      }
    },
    hasEndedOnce: (runId: string) => ends.get(runId)?.count === 1,
    howEnded: (runId: string) => ends.get(runId)?.how ?? "not at all",
  };
}

const endOf = (run: Run | undefined) =>
  run?.status === "completed" ? JSON.stringify([run.outcome, run.completedAt, run.endedBy]) : undefined;

function runOf(item: Item | undefined): Run | undefined {
  if (item?.pk === undefined || !("S" in item.pk) || !item.pk.S.startsWith("RUN#")) return undefined;
  if (item.sk === undefined || !("S" in item.sk) || item.sk.S !== "#") return undefined;
  const plain = unmarshall(item);
  return plain.status === undefined ? undefined : parseRun(plain);
}
