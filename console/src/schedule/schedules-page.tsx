import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Select from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Table, { type TableProps } from "@cloudscape-design/components/table";
import { useParams, useSearchParams } from "react-router";
import type { listSchedules } from "../../../shared/contract/schedule-routes.ts";
import type { ScheduleAnswer } from "../../../shared/contract/schedules.ts";
import type { listEnvironments } from "../../../shared/contract/workspace-routes.ts";
import { useRead } from "../api/use-api.ts";
import { Answered } from "../parts/answered.tsx";
import { AppLink } from "../parts/app-link.tsx";
import { Page } from "../parts/page.tsx";
import { hasParts, Pager } from "../parts/pager.tsx";
import { StateBadge } from "../parts/state-badge.tsx";
import { useCramped } from "../parts/use-narrow.ts";
import { schedulePage } from "../runs/addresses.ts";
import { CreateSchedule } from "./create-schedule.tsx";
import { placeNameOf, SchedulePlace } from "./schedule-place.tsx";
import { useScheduleWords } from "./schedule-words.ts";
import { SlotTime } from "./slot-time.tsx";

const pageSize = "50";

/** The schedules of a workspace, worst first. The address holds filter and page. */
export function SchedulesPage() {
  const { ws = "" } = useParams();
  const { words } = useScheduleWords();
  const [address] = useSearchParams();
  const cursor = address.get("cursor") ?? undefined;
  const state = address.get("state") ?? undefined;
  const environmentId = address.get("environmentId") ?? undefined;
  const query = useRead<typeof listSchedules>(
    "/api/workspaces/{ws}/schedules",
    { ws },
    { query: { limit: pageSize, cursor, state, environmentId }, isMain: true },
  );
  const columns = useColumns(ws);
  return (
    <Answered query={query} id={environmentId ?? ws} title={words.schedule.all}>
      {({ items, total, needAttention, unreadable, nextCursor, checkedAt }) => (
        <Page
          title={words.schedule.all}
          description={<Headline total={total} needAttention={needAttention} checkedAt={checkedAt} />}
          actions={<CreateSchedule ws={ws} environmentId={environmentId} />}
        >
          {unreadable > 0 && <Alert type="warning">{words.schedule.unreadable(unreadable)}</Alert>}
          <Table
            items={items}
            trackBy="id"
            wrapLines
            contentDensity="compact"
            ariaLabels={{ tableLabel: words.schedule.all }}
            filter={<ScheduleFilter ws={ws} />}
            empty={<Box textAlign="center">{total === 0 ? words.schedule.none : words.schedule.noMatch}</Box>}
            columnDefinitions={columns}
            footer={hasParts({ nextCursor, cursor }) && <Pager nextCursor={nextCursor} cursor={cursor} isByName />}
          />
        </Page>
      )}
    </Answered>
  );
}

interface HeadlineProps {
  readonly total: number;
  readonly needAttention: number;
  readonly checkedAt: string;
}

function Headline({ total, needAttention, checkedAt }: HeadlineProps) {
  const { words, formats } = useScheduleWords();
  const text = needAttention > 0 ? words.schedule.attention(needAttention, total) : words.schedule.total(total);
  return `${text} ${words.checkedAt(formats.clock(checkedAt))}`;
}

/** Narrows the list to an environment, and to what needs a person. */
function ScheduleFilter({ ws }: { readonly ws: string }) {
  const { words } = useScheduleWords();
  const [address, setAddress] = useSearchParams();
  const { data: places } = useRead<typeof listEnvironments>("/api/workspaces/{ws}/environments", { ws });
  const choose = (name: string, value: string | undefined) => {
    const next = new URLSearchParams(address);
    next.delete("cursor");
    if (value === undefined || value === "") next.delete(name);
    else next.set(name, value);
    setAddress(next);
  };
  const states = [
    { value: "", label: words.schedule.anyState },
    { value: "attention", label: words.schedule.needAttention },
  ];
  const environments = [
    { value: "", label: words.shell.allEnvironments },
    ...(places?.items ?? []).map(({ id, name }) => ({ value: id, label: name })),
  ];
  const chosen = (options: typeof states, name: string) =>
    options.find(({ value }) => value === (address.get(name) ?? "")) ?? { value: "", label: address.get(name) ?? "" };
  return (
    <SpaceBetween direction="horizontal" size="xs">
      <Select
        ariaLabel={words.run.state}
        options={states}
        selectedOption={chosen(states, "state")}
        onChange={({ detail }) => choose("state", detail.selectedOption.value)}
      />
      <Select
        ariaLabel={words.run.environment}
        options={environments}
        selectedOption={chosen(environments, "environmentId")}
        onChange={({ detail }) => choose("environmentId", detail.selectedOption.value)}
      />
    </SpaceBetween>
  );
}

function useColumns(ws: string): TableProps.ColumnDefinition<ScheduleAnswer>[] {
  const { words } = useScheduleWords();
  const isCramped = useCramped();
  const name = (schedule: ScheduleAnswer) => (
    <div className="run-lines">
      <span data-row-link>
        <AppLink href={schedulePage(ws, schedule.id)}>{schedule.name}</AppLink>
      </span>
      <Box variant="small" color="text-body-secondary">
        {schedule.typeLabel}
      </Box>
    </div>
  );
  const state = ({ state: { tone, label, text }, needsAttention }: ScheduleAnswer) => (
    <div className="run-lines">
      <StateBadge state={{ tone, label }} />
      {needsAttention && text}
    </div>
  );
  const next = ({ next: slot }: ScheduleAnswer) => (slot === null ? "–" : <SlotTime slot={slot} />);
  if (isCramped) {
    return [
      {
        id: "name",
        header: words.schedule.one,
        isRowHeader: true,
        cell: (schedule) => (
          <div className="run-lines">
            {name(schedule)}
            {state(schedule)}
            <Box variant="small" color="text-body-secondary">
              {placeNameOf(schedule)} · {schedule.rule.text}
            </Box>
            {schedule.next !== null && (
              <span>
                {words.schedule.next}: {next(schedule)}
              </span>
            )}
          </div>
        ),
      },
    ];
  }
  return [
    { id: "state", header: words.run.state, width: 250, cell: state },
    { id: "name", header: words.schedule.one, isRowHeader: true, width: 220, cell: name },
    {
      id: "environment",
      header: words.run.environment,
      width: 160,
      cell: (schedule) => (
        <SchedulePlace
          ws={ws}
          environmentId={schedule.environmentId}
          name={placeNameOf(schedule)}
          variant="secondary"
        />
      ),
    },
    { id: "rule", header: words.schedule.rule, width: 200, cell: ({ rule }) => rule.text },
    { id: "next", header: words.schedule.next, width: 200, cell: next },
    { id: "counts", header: words.schedule.slots, width: 200, cell: ({ counts }) => words.schedule.counts(counts) },
    { id: "owner", header: words.schedule.owner, width: 120, cell: ({ owner }) => owner.name },
  ];
}
