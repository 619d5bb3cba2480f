import Box from "@cloudscape-design/components/box";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import SegmentedControl from "@cloudscape-design/components/segmented-control";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Table, { type TableProps } from "@cloudscape-design/components/table";
import { useEffect } from "react";
import { useSearchParams } from "react-router";
import type * as z from "zod";
import type { RunDetail } from "../../../shared/contract/runs.ts";
import type { listWaveTargets } from "../../../shared/contract/wave-routes.ts";
import type { waveTargetPage } from "../../../shared/contract/waves.ts";
import { useRead } from "../api/use-api.ts";
import { Answered } from "../parts/answered.tsx";
import { AppLink } from "../parts/app-link.tsx";
import { hasParts, Pager } from "../parts/pager.tsx";
import { StateBadge } from "../parts/state-badge.tsx";
import { Time } from "../parts/time.tsx";
import { useCramped } from "../parts/use-narrow.ts";
import { environmentPage, runPage } from "../runs/addresses.ts";
import { RunWaveAgain } from "./run-wave-again.tsx";
import { targetStates } from "./wave-limits.ts";
import { WavePlan } from "./wave-plan.tsx";
import { useWaveWords } from "./wave-words.ts";

type Targets = z.infer<typeof waveTargetPage>;
type Wave = Targets["wave"];
type Target = Targets["items"][number];

const pageSize = "50";
const everyState = "all";

interface WaveTargetsProps {
  readonly run: RunDetail;
  /** Called once there is an answer, or the reason why there is none. */
  onShown(): void;
}

/** The targets of a wave by state, failed ones first. The address holds state and page. */
export function WaveTargets({ run, onShown }: WaveTargetsProps) {
  const [address] = useSearchParams();
  const state = targetStates.find((one) => one === address.get("state"));
  const cursor = address.get("cursor") ?? undefined;
  const query = useRead<typeof listWaveTargets>(
    "/api/workspaces/{ws}/waves/{wave}/targets",
    { ws: run.workspaceId, wave: run.id },
    // The run itself changes at its steps only; its targets change in between.
    { query: { state, cursor, limit: pageSize }, isMain: true },
  );
  const isShown = query.isFetched;
  useEffect(() => {
    if (isShown) onShown();
  }, [isShown, onShown]);
  return (
    <Answered query={query} id={run.id}>
      {(page) => <TargetList run={run} page={page} state={state} cursor={cursor} />}
    </Answered>
  );
}

interface TargetListProps {
  readonly run: RunDetail;
  readonly page: Targets;
  readonly state: Target["state"] | undefined;
  readonly cursor: string | undefined;
}

function TargetList({ run, page, state, cursor }: TargetListProps) {
  const { words, formats } = useWaveWords();
  const { items, wave, nextCursor, checkedAt } = page;
  return (
    <SpaceBetween size="l">
      {wave.hasPlan && <WavePlan run={run} wave={wave} />}
      <Container
        header={
          <Header
            variant="h2"
            counter={`(${formats.number(wave.total)})`}
            description={wave.headline}
            actions={<RunWaveAgain run={run} counts={wave.counts} />}
          >
            {words.wave.targets}
          </Header>
        }
      >
        <SpaceBetween size="m">
          <WaveRules wave={wave} />
          <StateFilter state={state} wave={wave} />
          <Table
            items={items}
            trackBy="environmentId"
            variant="borderless"
            wrapLines
            contentDensity="compact"
            ariaLabels={{ tableLabel: words.wave.targets }}
            columnDefinitions={useColumns(run.workspaceId)}
            empty={<Box textAlign="center">{words.wave.none(formats.clock(checkedAt))}</Box>}
            footer={hasParts({ nextCursor, cursor }) && <Pager nextCursor={nextCursor} cursor={cursor} isByName />}
          />
        </SpaceBetween>
      </Container>
    </SpaceBetween>
  );
}

/** What the wave starts, by which rules, and why it stopped. */
function WaveRules({ wave: { label, canary, concurrency, stop, stopped } }: { readonly wave: Wave }) {
  const { words, formats } = useWaveWords();
  const rule = words.wave.stopRuleIs(formats.number(stop.failuresMax), formats.number(stop.failedPercentMax));
  return (
    <KeyValuePairs
      columns={4}
      items={[
        { label: words.run.operation, value: label },
        { label: words.wave.canary, value: formats.number(canary) },
        { label: words.wave.concurrency, value: formats.number(concurrency) },
        { label: words.wave.stopRule, value: rule },
        ...(stopped === null
          ? []
          : [
              {
                label: words.wave.stopped,
                value: (
                  <>
                    <Time at={stopped.at} />
                    {stopped.by !== null && ` ${words.wave.stoppedBy(stopped.by)}`}
                  </>
                ),
              },
            ]),
      ]}
    />
  );
}

interface StateFilterProps {
  readonly state: Target["state"] | undefined;
  readonly wave: Wave;
}

/** The states that have targets, each with its count, which is the length of its list. */
function StateFilter({ state, wave: { total, counts } }: StateFilterProps) {
  const { words, formats } = useWaveWords();
  const [address, setAddress] = useSearchParams();
  const shown = targetStates.filter((one) => one === state || (counts[one] ?? 0) > 0);
  const text = (label: string, count: number) => words.wave.counted(label, formats.number(count));
  return (
    <SegmentedControl
      label={words.wave.state}
      selectedId={state ?? everyState}
      options={[
        { id: everyState, text: text(words.wave.every, total) },
        ...shown.map((id) => ({ id, text: text(words.wave.states[id], counts[id] ?? 0) })),
      ]}
      onChange={({ detail }) => {
        const next = new URLSearchParams(address);
        next.delete("cursor");
        if (detail.selectedId === everyState) next.delete("state");
        else next.set("state", detail.selectedId);
        setAddress(next);
      }}
    />
  );
}

function useColumns(ws: string): TableProps.ColumnDefinition<Target>[] {
  const { words } = useWaveWords();
  const isCramped = useCramped();
  const place = ({ environmentId, environmentName }: Target) => (
    <AppLink href={environmentPage(ws, environmentId)}>{environmentName}</AppLink>
  );
  const reason = ({ reason: text, isJoined }: Target) => (
    <>
      {text}
      {isJoined && (
        <Box variant="small" color="text-body-secondary">
          {words.wave.joined}
        </Box>
      )}
    </>
  );
  const run = ({ runId, environmentName }: Target) =>
    runId === null ? (
      "–"
    ) : (
      <span data-row-link>
        <AppLink href={runPage(ws, runId)} ariaLabel={words.wave.open(environmentName)}>
          {words.wave.openRun}
        </AppLink>
      </span>
    );
  if (isCramped) {
    return [
      {
        id: "environment",
        header: words.run.environment,
        isRowHeader: true,
        cell: (target) => (
          <div className="run-lines">
            <div className="run-lines-head">
              {place(target)}
              <StateBadge state={target.badge} />
            </div>
            <div>{reason(target)}</div>
            {target.runId !== null && <div>{run(target)}</div>}
          </div>
        ),
      },
    ];
  }
  return [
    { id: "state", header: words.wave.state, width: 190, cell: ({ badge }) => <StateBadge state={badge} /> },
    { id: "environment", header: words.run.environment, isRowHeader: true, width: 260, cell: place },
    { id: "reason", header: words.wave.reason, cell: reason },
    { id: "run", header: words.wave.run, width: 120, cell: run },
  ];
}
