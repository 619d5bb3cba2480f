import Box from "@cloudscape-design/components/box";
import MixedLineBarChart, { type MixedLineBarChartProps } from "@cloudscape-design/components/mixed-line-bar-chart";
import SpaceBetween from "@cloudscape-design/components/space-between";
import {
  colorChartsStatusCritical,
  colorChartsStatusLow,
  colorChartsStatusMedium,
  colorChartsStatusPositive,
} from "@cloudscape-design/design-tokens";
import type * as z from "zod";
import type { metrics } from "../../../shared/contract/hub.ts";
import type { showMetrics } from "../../../shared/contract/operation-routes.ts";
import { useRead } from "../api/use-api.ts";
import { Answered } from "../parts/answered.tsx";
import { Duration } from "../parts/time.tsx";
import { RunLink } from "../runs/run-parts.tsx";
import { useLanguage } from "../words/language.tsx";

type Metrics = z.infer<typeof metrics>;
type Series = MixedLineBarChartProps<Date>["series"];

const outcomes = [
  { key: "succeeded", color: colorChartsStatusPositive },
  { key: "partially_succeeded", color: colorChartsStatusMedium },
  { key: "blocked", color: colorChartsStatusLow },
  { key: "failed", color: colorChartsStatusCritical },
] as const;
const percentiles = [
  { of: "waitedSeconds", rank: "p50" },
  { of: "waitedSeconds", rank: "p95" },
  { of: "ranSeconds", rank: "p50" },
  { of: "ranSeconds", rank: "p95" },
] as const;

interface FiguresProps {
  readonly ws: string;
  readonly environmentId: string | undefined;
}

/** How work has gone in the last day, for those who would rather look than read. */
export function Figures({ ws, environmentId }: FiguresProps) {
  const query = useRead<typeof showMetrics>(
    "/api/workspaces/{ws}/operations/metrics",
    { ws },
    { query: { environmentId } },
  );
  return <Answered query={query}>{(answer) => <Charts answer={answer} />}</Answered>;
}

function Charts({ answer: { hours, oldestWaiting, capped } }: { readonly answer: Metrics }) {
  const { words, formats } = useLanguage();
  const xDomain = hours.map(({ hour }) => new Date(hour));
  const running = hours.find(({ isRunning }) => isRunning);
  // The hour that is not over yet is marked with a dashed line: its figures will still change.
  const mark: Series =
    running === undefined ? [] : [{ type: "threshold", title: words.figures.runningHour, x: new Date(running.hour) }];
  const ended: Series = outcomes.map(({ key, color }) => ({
    type: "bar",
    title: words.filter.values.outcome[key],
    color,
    data: hours.map((hour) => ({ x: new Date(hour.hour), y: hour[key] })),
  }));
  const lasted: Series = percentiles.map(({ of, rank }) => ({
    type: "line",
    title: words.figures[of](rank),
    valueFormatter: (seconds: number) => formats.duration(Math.round(seconds)),
    // A logarithmic axis has no zero: what took no whole second counts as one.
    data: hours.flatMap((hour) => {
      const seconds = hour[of]?.[rank];
      return seconds === undefined ? [] : [{ x: new Date(hour.hour), y: Math.max(1, seconds) }];
    }),
  }));
  const common = {
    height: 200,
    hideFilter: true,
    xDomain,
    xScaleType: "categorical",
    xTickFormatter: (hour: Date) => formats.clock(hour),
    detailPopoverSize: "medium",
    statusType: "finished",
  } as const;
  return (
    <SpaceBetween size="l">
      <Box variant="p">
        {oldestWaiting === null ? (
          words.figures.nothingWaits
        ) : (
          <>
            {words.figures.oldestWaiting} <RunLink run={oldestWaiting.run} />,{" "}
            <Duration seconds={oldestWaiting.seconds} since={oldestWaiting.run.createdAt} />
          </>
        )}
        {capped && ` ${words.figures.capped}`}
      </Box>
      <div className="figures">
        <section aria-label={words.figures.perHour}>
          <Box variant="h3">{words.figures.perHour}</Box>
          <MixedLineBarChart
            {...common}
            stackedBars
            series={[...ended, ...mark]}
            yTickFormatter={(value) => formats.number(value)}
            ariaLabel={words.figures.perHour}
            xTitle={words.figures.hour}
            yTitle={words.figures.runs}
          />
        </section>
        <section aria-label={words.figures.lengths}>
          <Box variant="h3">{words.figures.lengths}</Box>
          <MixedLineBarChart
            {...common}
            series={[...lasted, ...mark]}
            yScaleType="log"
            yDomain={yDomainOf(hours)}
            yTickFormatter={(value) => formats.duration(Math.round(value))}
            ariaLabel={words.figures.lengths}
            xTitle={words.figures.hour}
            yTitle={words.figures.length}
          />
        </section>
      </div>
    </SpaceBetween>
  );
}

/** From one second to the next power of ten above the longest. */
function yDomainOf(hours: Metrics["hours"]): [number, number] {
  const longest = Math.max(10, ...hours.flatMap((hour) => percentiles.map(({ of, rank }) => hour[of]?.[rank] ?? 1)));
  return [1, 10 ** Math.ceil(Math.log10(longest))];
}
