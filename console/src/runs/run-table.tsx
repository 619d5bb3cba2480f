import Table, { type TableProps } from "@cloudscape-design/components/table";
import type { ReactNode } from "react";
import type { RunAnswer } from "../../../shared/contract/runs.ts";
import { AppLink } from "../parts/app-link.tsx";
import { StateBadge } from "../parts/state-badge.tsx";
import { Time } from "../parts/time.tsx";
import { useCramped } from "../parts/use-narrow.ts";
import type { Words } from "../words/en.ts";
import { useLanguage } from "../words/language.tsx";
import { environmentPage } from "./addresses.ts";
import { Muted, OpenRuns, Reason, RunLines, RunLink, WaitedRan } from "./run-parts.tsx";

interface RunTableProps {
  readonly runs: readonly RunAnswer[];
  readonly label: string;
  /** Omitted when all runs belong to one environment. */
  readonly showsPlace?: boolean;
  /** In a part of a page: without place and initiator. */
  readonly isBrief?: boolean;
  readonly variant?: TableProps.Variant;
  readonly header?: ReactNode;
  readonly filter?: ReactNode;
  readonly empty?: ReactNode;
  readonly footer?: ReactNode;
}

/** Runs as rows with state and reason; on narrow screens each run is one block. */
export function RunTable({
  runs,
  label,
  showsPlace = true,
  isBrief = false,
  variant = "container",
  ...around
}: RunTableProps) {
  const { words } = useLanguage();
  const isCramped = useCramped();
  return (
    <Table
      items={runs}
      trackBy="id"
      variant={variant}
      contentDensity="compact"
      wrapLines
      columnDefinitions={
        isCramped ? runLineColumns(words, showsPlace && !isBrief) : columns(words, showsPlace, isBrief)
      }
      ariaLabels={{ tableLabel: label }}
      {...around}
    />
  );
}

/** One block per run, for screens too narrow for columns. */
export function runLineColumns(words: Words, showsPlace: boolean): TableProps.ColumnDefinition<RunAnswer>[] {
  return [
    {
      id: "run",
      header: words.run.operation,
      isRowHeader: true,
      cell: (run) => <RunLines run={run} showsPlace={showsPlace} />,
    },
  ];
}

function columns(words: Words, showsPlace: boolean, isBrief: boolean): TableProps.ColumnDefinition<RunAnswer>[] {
  const all = runColumns(words);
  if (isBrief) {
    const widths: Readonly<Record<string, number>> = { state: 130, operation: 185, cause: 300, created: 155 };
    return all.flatMap((column) => (widths[column.id] === undefined ? [] : [{ ...column, width: widths[column.id] }]));
  }
  const shown = ["state", "operation", ...(showsPlace ? ["environment"] : []), "cause", "initiator", "created"];
  return all.filter(({ id }) => shown.includes(id));
}

/** The columns of a run, by id, in the order they are offered. */
export function runColumns(words: Words): (TableProps.ColumnDefinition<RunAnswer> & { readonly id: string })[] {
  const quiet = (cell: (run: RunAnswer) => ReactNode) => (run: RunAnswer) => <Muted run={run}>{cell(run)}</Muted>;
  return [
    {
      id: "state",
      header: words.run.state,
      // The longest German state fits.
      width: 190,
      minWidth: 130,
      cell: quiet((run) => <StateBadge state={run.state} />),
    },
    {
      id: "operation",
      header: words.run.operation,
      isRowHeader: true,
      width: 220,
      minWidth: 150,
      cell: (run) => (
        <>
          <RunLink run={run} /> <OpenRuns run={run} />
        </>
      ),
    },
    { id: "environment", header: words.run.environment, width: 170, cell: quiet((run) => <Place run={run} />) },
    { id: "cause", header: words.run.reason, width: 325, minWidth: 200, cell: quiet((run) => <Reason run={run} />) },
    { id: "initiator", header: words.run.startedBy, width: 130, cell: quiet((run) => run.initiator.name) },
    { id: "created", header: words.run.created, width: 140, cell: quiet((run) => <Time at={run.createdAt} />) },
    { id: "duration", header: words.run.waitedRan, width: 175, cell: quiet((run) => <WaitedRan run={run} />) },
    { id: "freshness", header: words.run.freshness, width: 160, cell: quiet((run) => run.freshnessLabel) },
    { id: "id", header: words.run.id, width: 260, cell: quiet((run) => <span className="id">{run.id}</span>) },
  ];
}

function Place({ run }: { readonly run: RunAnswer }) {
  const { environmentId, environmentName, workspaceId } = run;
  if (environmentId === null) return "–";
  return (
    <AppLink href={environmentPage(workspaceId, environmentId)} variant="secondary">
      {environmentName ?? environmentId}
    </AppLink>
  );
}
