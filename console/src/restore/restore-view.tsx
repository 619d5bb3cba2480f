import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { type ReactNode, useState } from "react";
import { useSearchParams } from "react-router";
import { fieldOf, listOf, numberOf, type Stored, textOf } from "../environment/fields.ts";
import { ApiErrorAlert } from "../parts/api-error-alert.tsx";
import { WhoCan } from "../people/who-can.tsx";
import { ApprovalPanel } from "../plan/approval-panel.tsx";
import { useWorkspace } from "../shell/me.tsx";
import { useLanguage } from "../words/language.tsx";
import { CarryOut } from "./carry-out.tsx";
import { ChangeReach } from "./change-set.tsx";
import { ItemDifferences } from "./item-differences.tsx";
import { hasDifferences, itemRowsOf, wasNotRestored } from "./item-rows.ts";
import { PolicyTable } from "./policy-table.tsx";
import { RunStanding, useRestoreRun } from "./restore-progress.tsx";
import { selectedMax, usePreview } from "./use-preview.ts";

interface RestoreViewProps {
  readonly ws: string;
  readonly env: string;
  readonly restore: Stored;
}

/** A restore: its preview with totals and differences, its execution, and the result of each policy. */
export function RestoreView({ ws, env, restore }: RestoreViewProps) {
  const { words, formats } = useLanguage();
  const { can } = useWorkspace(ws);
  const [search, setSearch] = useSearchParams();
  // The record names its new run only once a worker has claimed it.
  const [started, setStarted] = useState<string>();
  const { data: run } = useRestoreRun(ws, started ?? textOf(restore, "operationRunId"));
  const rows = itemRowsOf(restore);
  const comparable = rows.filter(hasDifferences);
  const opened = comparable.find(({ id }) => id === search.get("policy"));
  const show = (id: string | undefined) => {
    const next = new URLSearchParams(search);
    if (id === undefined) next.delete("policy");
    else next.set("policy", id);
    setSearch(next, { replace: true });
  };
  const isPreview = fieldOf(restore, "isDryRun") === true;
  // The record may be read a moment after its run: once it has its end, it does not still run.
  const isEnded = !isPreview && textOf(restore, "completedAt") !== undefined;
  const isActive = !isEnded && run !== undefined && run.status !== "completed";
  const isRefused = started !== undefined && run?.id === started && run.status === "completed" && isPreview;
  const totals = isPreview ? words.restore.totals : words.restore.results;
  const counts = fieldOf(restore, isPreview ? "preview" : "results");
  const notVerified = isPreview ? 0 : rows.filter(({ outcome }) => outcome === "not_verified").length;
  // They are stored among the failed ones.
  const count = (name: string) =>
    name === "notVerified" ? notVerified : (numberOf(counts, name) ?? 0) - (name === "failed" ? notVerified : 0);
  const changes = count("create") + count("update") + count("delete");
  const action = textOf(restore, "action") ?? "restore";
  const isReady = textOf(restore, "status") === "previewed" && isPreview && !isActive;
  const mayRestore = can("tenant.restore.execute");
  const gaps = listOf(restore, "incompleteCollections").map(
    (name) => words.review.collections[String(name)] ?? String(name),
  );
  return (
    <SpaceBetween size="l">
      {run !== undefined && (isActive || isRefused) && (
        <RunStanding run={run} isExecution={started !== undefined || !isPreview} />
      )}
      {textOf(restore, "digest") !== undefined && <ApprovalPanel ws={ws} id={restore.id} />}
      {gaps.length > 0 && <Alert type="warning">{words.restore.incomplete(gaps.join(", "))}</Alert>}
      {counts !== undefined && (
        <Container>
          <SpaceBetween size="m">
            <KeyValuePairs
              columns={4}
              items={Object.entries(totals)
                .filter(([name]) => name !== "delete" || action === "delete")
                .filter(([name]) => name !== "notVerified" || notVerified > 0)
                .map(([name, label]) => ({
                  label,
                  value: <Box variant="awsui-value-large">{formats.number(count(name))}</Box>,
                }))}
            />
            {isPreview && <ChangeReach preview={restore} />}
            {isReady && changes === 0 && count("manualRequired") === 0 && (
              <Box>{words.restore.nothing(formats.number(rows.length))}</Box>
            )}
            {isReady && changes > 0 && !mayRestore && (
              <WhoCan ws={ws} env={env} capability="tenant.restore.execute" what={words.restore.carryingOut} />
            )}
            {isReady && changes > 0 && mayRestore && (
              <CarryOut ws={ws} env={env} preview={restore} onStarted={setStarted} />
            )}
          </SpaceBetween>
        </Container>
      )}
      <PolicyTable
        rows={rows}
        title={words.record.kinds.policies}
        onDifferences={({ id }) => show(id)}
        actions={
          action === "restore" && !isPreview && !isActive && mayRestore && <Again ws={ws} env={env} restore={restore} />
        }
      />
      {opened !== undefined && (
        <ItemDifferences
          ws={ws}
          env={env}
          restore={restore.id}
          rows={comparable}
          row={opened}
          onMove={({ id }) => show(id)}
          onClose={() => show(undefined)}
        />
      )}
    </SpaceBetween>
  );
}

/** Previews the policies again that an ended restore did not restore. */
function Again({ ws, env, restore }: RestoreViewProps): ReactNode {
  const { words, formats } = useLanguage();
  const { preview, isPending, error } = usePreview({ ws, env });
  const open = itemRowsOf(restore).filter(wasNotRestored);
  const set = textOf(restore, "backupSetId");
  if (open.length === 0 || set === undefined) return null;
  const some = open.slice(0, selectedMax);
  return (
    <SpaceBetween size="xs">
      <Button
        loading={isPending}
        onClick={() =>
          preview(
            set,
            some.map(({ id }) => id),
          )
        }
      >
        {words.restore.again(formats.number(some.length))}
      </Button>
      <ApiErrorAlert error={error} />
    </SpaceBetween>
  );
}
