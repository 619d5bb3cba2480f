import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import SegmentedControl from "@cloudscape-design/components/segmented-control";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Table, { type TableProps } from "@cloudscape-design/components/table";
import { useState } from "react";
import type * as z from "zod";
import type { causeDryRun } from "../../../shared/contract/hub.ts";
import type { showCause, startBulkAction } from "../../../shared/contract/operation-routes.ts";
import type { CauseWindow } from "../../../shared/run/cause-windows.ts";
import type { RepeatVerdictKind } from "../../../shared/run/repeat-verdicts.ts";
import { isRefusal } from "../api/client.ts";
import { useRead, useWrite } from "../api/use-api.ts";
import { useBulkActions } from "../bulk/bulk-context.ts";
import { Answered } from "../parts/answered.tsx";
import { ApiErrorAlert } from "../parts/api-error-alert.tsx";
import { AppLink } from "../parts/app-link.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { useCramped } from "../parts/use-narrow.ts";
import { relatedPage, runPage } from "../runs/addresses.ts";
import { useGroupWords } from "./group-words.ts";

type DryRun = z.infer<typeof causeDryRun>;
type Member = DryRun["items"][number];

export interface CauseAgainDialogProps {
  readonly ws: string;
  readonly cause: { readonly key: string; readonly text: string };
  readonly window: CauseWindow | undefined;
  onClose(): void;
}

const verdicts = ["needed", "already_true", "needs_person"] as const satisfies readonly RepeatVerdictKind[];
const rowsMax = 100;

/** The dry run of running a cause again: what each run would be, and one button for those that are needed. */
export function CauseAgainDialog({ ws, cause, window, onClose }: CauseAgainDialogProps) {
  const { words, formats } = useGroupWords();
  const { follow } = useBulkActions();
  // A repeated request, after a lost response, is answered with the action that the first one started.
  const [idempotencyKey, setIdempotencyKey] = useState<string>(() => crypto.randomUUID());
  const query = useRead<typeof showCause>(
    "/api/workspaces/{ws}/operations/causes/{cause}",
    { ws, cause: cause.key },
    { query: { window } },
  );
  const start = useWrite<typeof startBulkAction>("POST", "/api/workspaces/{ws}/bulk-actions");
  const needed = (query.data?.items ?? []).filter(({ verdict }) => verdict === "needed").map(({ runId }) => runId);
  const submit = () =>
    start.mutate(
      { parameters: { ws }, body: { action: "run_again", runIds: needed }, idempotencyKey },
      {
        onSuccess(bulk) {
          follow(ws, bulk);
          onClose();
        },
        onError(refused) {
          if (isRefusal(refused)) setIdempotencyKey(crypto.randomUUID());
        },
      },
    );
  return (
    <Dialog
      isOpen
      size="large"
      title={words.group.title(cause.text)}
      onClose={onClose}
      confirm={
        <Button variant="primary" disabled={needed.length === 0} loading={start.isPending} onClick={submit}>
          {words.group.submit(formats.number(needed.length))}
        </Button>
      }
    >
      <SpaceBetween size="m">
        <Alert type="info">{words.group.means}</Alert>
        {query.error?.status === 404 ? (
          <Box>{words.group.gone}</Box>
        ) : (
          <Answered query={query}>{(dryRun) => <Sorted ws={ws} dryRun={dryRun} />}</Answered>
        )}
        <ApiErrorAlert error={start.error} />
      </SpaceBetween>
    </Dialog>
  );
}

/** The runs of one verdict at a time, each verdict with its number. */
function Sorted({ ws, dryRun }: { readonly ws: string; readonly dryRun: DryRun }) {
  const { words, formats } = useGroupWords();
  const { items, counts, capped, unread } = dryRun;
  const numbers = { needed: counts.needed, already_true: counts.alreadyTrue, needs_person: counts.needsPerson };
  const [chosen, setChosen] = useState<RepeatVerdictKind>(() => verdicts.find((one) => numbers[one] > 0) ?? "needed");
  const rows = items.filter(({ verdict }) => verdict === chosen);
  const shown = rows.slice(0, rowsMax);
  return (
    <SpaceBetween size="s">
      {unread !== null && <Alert type="warning">{unread}</Alert>}
      {unread === null && capped && <Alert type="warning">{words.group.capped}</Alert>}
      <SegmentedControl
        label={words.group.verdict}
        selectedId={chosen}
        options={verdicts.map((id) => ({
          id,
          text: words.group.counted(words.group.verdicts[id], formats.number(numbers[id])),
        }))}
        onChange={({ detail }) => setChosen(verdicts.find((one) => one === detail.selectedId) ?? chosen)}
      />
      <Table
        items={shown}
        trackBy="runId"
        variant="borderless"
        wrapLines
        contentDensity="compact"
        ariaLabels={{ tableLabel: words.group.list }}
        empty={<Box textAlign="center">{words.group.nothing}</Box>}
        columnDefinitions={useColumns(ws)}
      />
      {rows.length > shown.length && (
        <Box variant="small" color="text-body-secondary">
          {words.group.first(formats.number(shown.length), formats.number(rows.length))}
        </Box>
      )}
    </SpaceBetween>
  );
}

function useColumns(ws: string): TableProps.ColumnDefinition<Member>[] {
  const { words } = useGroupWords();
  const isCramped = useCramped();
  const run = ({ runId, label }: Member) => (
    <AppLink href={runPage(ws, runId)} ariaLabel={`${label} ${runId}`}>
      {label}
    </AppLink>
  );
  const place = ({ environmentName, environmentId }: Member) => environmentName ?? environmentId ?? "–";
  const why = ({ environmentId, reason, proof }: Member) => {
    const href = relatedPage({ workspaceId: ws, environmentId }, proof);
    return (
      <>
        {reason.text} {href !== undefined && <AppLink href={href}>{words.group.proof}</AppLink>}
      </>
    );
  };
  if (isCramped) {
    return [
      {
        id: "run",
        header: words.run.operation,
        isRowHeader: true,
        cell: (member) => (
          <div className="run-lines">
            {run(member)}
            <span>{place(member)}</span>
            <span>{why(member)}</span>
          </div>
        ),
      },
    ];
  }
  return [
    { id: "run", header: words.run.operation, isRowHeader: true, width: 190, cell: run },
    { id: "environment", header: words.run.environment, width: 170, cell: place },
    { id: "why", header: words.group.why, cell: why },
  ];
}
