import Box from "@cloudscape-design/components/box";
import { fieldOf, listOf, numberOf, type Stored, textOf } from "../environment/fields.ts";
import { useReportWords } from "../report/report-words.ts";

const operations: Readonly<Record<string, string>> = {
  restore: "restore.execute",
  assign: "assignments.restore",
  delete: "policy.delete",
  promote: "promotion.execute",
};

/** The operation that executes a change set. */
export const operationOf = (preview: Stored): string =>
  operations[textOf(preview, "action") ?? "restore"] ?? "restore.execute";

/** What identifies the preview besides its id. */
export function subjectOf(preview: Stored): Readonly<Record<string, unknown>> {
  const backupSetId = textOf(preview, "backupSetId");
  if (backupSetId !== undefined) return { backupSetId };
  const policyIds = listOf(preview, "requestedItems");
  const [sourceEnvironmentId, baselineSnapshotId] = [
    textOf(preview, "sourceEnvironmentId"),
    textOf(preview, "baselineSnapshotId"),
  ];
  return {
    ...(sourceEnvironmentId !== undefined && { sourceEnvironmentId }),
    ...(baselineSnapshotId !== undefined && { baselineSnapshotId }),
    // "all" is no list.
    ...(policyIds.length > 0 && { policyIds }),
  };
}

/** Whom the changes concern, as far as it could be counted. */
export function ChangeReach({ preview }: { readonly preview: Stored }) {
  const { words, formats } = useReportWords();
  const reach = fieldOf(preview, "reach");
  const groups = numberOf(reach, "groups") ?? 0;
  const broadens = listOf(reach, "broadens").map((name) => words.report.values[String(name)] ?? String(name));
  if (reach === undefined || (groups === 0 && broadens.length === 0)) return null;
  const uncounted = numberOf(reach, "uncounted") ?? 0;
  return (
    <Box>
      {groups > 0 && words.changeSet.reach(formats.number(groups), formats.number(numberOf(reach, "members") ?? 0))}{" "}
      {uncounted > 0 && words.changeSet.uncounted(formats.number(uncounted))}{" "}
      {broadens.length > 0 && words.changeSet.broadens(broadens.join(", "))}
    </Box>
  );
}
