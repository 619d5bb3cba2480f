import Box from "@cloudscape-design/components/box";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import MixedLineBarChart, { type MixedLineBarChartProps } from "@cloudscape-design/components/mixed-line-bar-chart";
import SpaceBetween from "@cloudscape-design/components/space-between";
import {
  colorChartsStatusCritical,
  colorChartsStatusInfo,
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
import { decadesOf, isPowerOfTen } from "./log-axis.ts";

type Metrics = z.infer<typeof metrics>;
type Series = MixedLineBarChartProps<Date>["series"];

const outcomes = [
  { key: "succeeded", color: colorChartsStatusPositive },
  { key: "partially_succeeded", color: colorChartsStatusMedium },
  { key: "blocked", color: colorChartsStatusLow },
  { key: "failed", color: colorChartsStatusCritical },
  { key: "cancelled", color: colorChartsStatusInfo },
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

/** Charts of the last 24 hours. */
export function Figures({ ws, environmentId }: FiguresProps) {
  const query = useRead<typeof showMetrics>(
    "/api/workspaces/{ws}/operations/metrics",
    { ws },
    { query: { environmentId } },
  );
  return <Answered query={query}>{(answer) => <Charts answer={answer} />}</Answered>;
}

function Charts({ answer: { hours, oldestWaiting, capped } }: { readonly answer: Metrics }) {
  const { words } = useLanguage();
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
        <section aria-label={words.figures.perHour} className="ended">
          <Box variant="h3">{words.figures.perHour}</Box>
          <Ended hours={hours} />
        </section>
        <section aria-label={words.figures.lengths}>
          <Box variant="h3">{words.figures.lengths}</Box>
          <Lengths hours={hours} />
        </section>
      </div>
    </SpaceBetween>
  );
}

interface HoursProps {
  readonly hours: Metrics["hours"];
}

/** Completed runs per hour. The current hour is dashed, because it is incomplete. */
function Ended({ hours }: HoursProps) {
  const { words, formats } = useLanguage();
  const common = useCommon(hours);
  if (hours.every((hour) => outcomes.every(({ key }) => hour[key] === 0))) return words.figures.nothingEnded;
  const bars = (isRunning: boolean): Series =>
    outcomes.map(({ key, color }) => ({
      type: "bar",
      title: words.filter.values.outcome[key],
      color: isRunning ? pale(color) : color,
      data: hours
        .filter((hour) => hour.isRunning === isRunning)
        .map((hour) => ({ x: new Date(hour.hour), y: hour[key] })),
    }));
  return (
    <div>
      <MixedLineBarChart
        {...common}
        hideLegend
        stackedBars
        series={[...bars(false), ...bars(true)]}
        yTickFormatter={(value) => formats.number(value)}
        ariaLabel={words.figures.perHour}
        yTitle={words.figures.runs}
      />
      <ul className="legend">
        {outcomes.map(({ key, color }) => (
          <li key={key}>
            <span className="swatch" style={{ background: color }} />
            {words.filter.values.outcome[key]}
          </li>
        ))}
        <li>
          <span className="swatch dashed" />
          {words.figures.runningHour}
        </li>
      </ul>
    </div>
  );
}

/** The style sheet gives bars of this colour a dashed outline. */
const pale = (color: string) => `color-mix(in srgb, ${color} 35%, transparent)`;

/** Wait and run times; a single hour is shown as numbers, because it has no line. */
function Lengths({ hours }: HoursProps) {
  const { words, formats } = useLanguage();
  const common = useCommon(hours);
  const running = useRunningHour(hours);
  const known = hours.filter(({ waitedSeconds, ranSeconds }) => waitedSeconds !== null || ranSeconds !== null);
  const [only] = known;
  if (only === undefined) return words.figures.nothingRan;
  if (known.length === 1) {
    return (
      <SpaceBetween size="s">
        <Box variant="p">{words.figures.onlyHour(formats.clock(only.hour))}</Box>
        <KeyValuePairs
          columns={2}
          items={percentiles.map(({ of, rank }) => {
            const seconds = only[of]?.[rank];
            return { label: words.figures[of](rank), value: seconds === undefined ? "–" : formats.duration(seconds) };
          })}
        />
      </SpaceBetween>
    );
  }
  const secondsAt = new Map(known.map((hour) => [new Date(hour.hour).getTime(), hour]));
  const series: Series = percentiles.map(({ of, rank }) => ({
    type: "line",
    title: words.figures[of](rank),
    // The drawn value is at least one second; the text is the one the API gave.
    valueFormatter: (drawn: number, hour: Date) =>
      formats.duration(secondsAt.get(hour.getTime())?.[of]?.[rank] ?? drawn),
    // A logarithmic axis has no zero, so durations below one second count as one.
    data: known.flatMap((hour) => {
      const seconds = hour[of]?.[rank];
      return seconds === undefined ? [] : [{ x: new Date(hour.hour), y: Math.max(1, seconds) }];
    }),
  }));
  return (
    <MixedLineBarChart
      {...common}
      series={[...series, ...running]}
      yScaleType="log"
      yDomain={decadesOf(hours.flatMap((hour) => percentiles.map(({ of, rank }) => hour[of]?.[rank] ?? 1)))}
      yTickFormatter={(value) => (isPowerOfTen(value) ? formats.duration(value) : "")}
      ariaLabel={words.figures.lengths}
      yTitle={words.figures.logarithmic}
    />
  );
}

/** A dashed line marks the current, incomplete hour. */
function useRunningHour(hours: Metrics["hours"]): Series {
  const { words } = useLanguage();
  const running = hours.find(({ isRunning }) => isRunning);
  return running === undefined
    ? []
    : [{ type: "threshold", title: words.figures.runningHour, x: new Date(running.hour) }];
}

function useCommon(hours: Metrics["hours"]) {
  const { words, formats } = useLanguage();
  return {
    height: 200,
    hideFilter: true,
    xDomain: hours.map(({ hour }) => new Date(hour)),
    xScaleType: "categorical",
    xTickFormatter: (hour: Date) => formats.clock(hour),
    xTitle: words.figures.hour,
    detailPopoverSize: "medium",
    statusType: "finished",
  } as const;
}
