import Box from "@cloudscape-design/components/box";
import Header from "@cloudscape-design/components/header";
import Select from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Table, { type TableProps } from "@cloudscape-design/components/table";
import { useSearchParams } from "react-router";
import type { listOccurrences } from "../../../shared/contract/schedule-routes.ts";
import type { OccurrenceAnswer } from "../../../shared/contract/schedules.ts";
import { useRead } from "../api/use-api.ts";
import { Answered } from "../parts/answered.tsx";
import { AppLink } from "../parts/app-link.tsx";
import { hasParts, Pager } from "../parts/pager.tsx";
import { StateBadge } from "../parts/state-badge.tsx";
import { useCramped } from "../parts/use-narrow.ts";
import { runPage } from "../runs/addresses.ts";
import { useEntrySpan } from "./entry-span.ts";
import { useScheduleWords } from "./schedule-words.ts";

interface LedgerTableProps {
  readonly ws: string;
  readonly schedule: string;
}

const pageSize = "25";
const verdicts = ["ran", "late", "skipped", "missed"] as const;

/** Every slot of a schedule with its run, or why it has none. The address holds verdict and page. */
export function LedgerTable({ ws, schedule }: LedgerTableProps) {
  const { words } = useScheduleWords();
  const [address, setAddress] = useSearchParams();
  const cursor = address.get("cursor") ?? undefined;
  const verdict = address.get("verdict") ?? undefined;
  const query = useRead<typeof listOccurrences>(
    "/api/workspaces/{ws}/schedules/{schedule}/occurrences",
    { ws, schedule },
    { query: { limit: pageSize, cursor, verdict } },
  );
  const columns = useColumns(ws);
  const options = [
    { value: "", label: words.schedule.everySlot },
    ...verdicts.map((value) => ({ value, label: words.schedule.verdicts[value] })),
  ];
  return (
    <Answered query={query}>
      {({ items, nextCursor }) => (
        <Table
          items={items}
          trackBy="from"
          wrapLines
          contentDensity="compact"
          ariaLabels={{ tableLabel: words.schedule.slots }}
          header={<Header variant="h2">{words.schedule.slots}</Header>}
          filter={
            <SpaceBetween direction="horizontal" size="xs">
              <Select
                ariaLabel={words.schedule.result}
                options={options}
                selectedOption={options.find(({ value }) => value === (verdict ?? "")) ?? null}
                onChange={({ detail }) =>
                  setAddress(detail.selectedOption.value === "" ? {} : { verdict: detail.selectedOption.value ?? "" })
                }
              />
            </SpaceBetween>
          }
          empty={<Box textAlign="center">{words.schedule.noEntries}</Box>}
          columnDefinitions={columns}
          footer={hasParts({ nextCursor, cursor }) && <Pager nextCursor={nextCursor} cursor={cursor} />}
        />
      )}
    </Answered>
  );
}

function useColumns(ws: string): TableProps.ColumnDefinition<OccurrenceAnswer>[] {
  const { words, formats } = useScheduleWords();
  const isCramped = useCramped();
  const spanOf = useEntrySpan();
  const reason = ({ reason: why, busyRunId }: OccurrenceAnswer) =>
    why === null ? null : (
      <span>
        {why.text} {busyRunId !== null && <AppLink href={runPage(ws, busyRunId)}>{words.schedule.openRun}</AppLink>}
      </span>
    );
  const run = ({ runId, runState }: OccurrenceAnswer) =>
    runId === null ? null : (
      <span className="run-lines-head">
        <AppLink href={runPage(ws, runId)} ariaLabel={`${words.schedule.openRun}: ${runId}`}>
          {words.schedule.openRun}
        </AppLink>
        {runState !== null && <StateBadge state={runState} />}
      </span>
    );
  if (isCramped) {
    return [
      {
        id: "slot",
        header: words.schedule.slot,
        isRowHeader: true,
        cell: (entry) => (
          <div className="run-lines">
            {spanOf(entry)}
            <StateBadge state={entry.state} />
            {reason(entry)}
            {run(entry)}
          </div>
        ),
      },
    ];
  }
  return [
    { id: "slot", header: words.schedule.slot, isRowHeader: true, width: 260, cell: spanOf },
    { id: "verdict", header: words.schedule.result, width: 140, cell: ({ state }) => <StateBadge state={state} /> },
    {
      id: "started",
      header: words.schedule.startedAt,
      width: 200,
      cell: ({ startedAt }) => (startedAt === null ? "–" : formats.absolute(startedAt)),
    },
    { id: "run", header: words.run.one, width: 220, cell: (entry) => run(entry) ?? "–" },
    { id: "reason", header: words.run.reason, cell: (entry) => reason(entry) ?? "–" },
  ];
}
