import Box from "@cloudscape-design/components/box";
import ProgressBar from "@cloudscape-design/components/progress-bar";
import type { RunAnswer } from "../../../shared/contract/runs.ts";
import type { waveType } from "../../../shared/run/wave.ts";
import { AppLink } from "../parts/app-link.tsx";
import { StateBadge } from "../parts/state-badge.tsx";
import { Duration, Time } from "../parts/time.tsx";
import { useLanguage } from "../words/language.tsx";
import { runPage } from "./addresses.ts";

const wave: typeof waveType = "operations.wave";

interface RunPartProps {
  readonly run: RunAnswer;
}

/** A link with the run's label and headline: "Review composition: did not complete". */
export function RunLink({ run }: RunPartProps) {
  return (
    <span data-row-link>
      <AppLink href={runPage(run.workspaceId, run.id)} ariaLabel={`${run.label}: ${run.state.label}`}>
        {run.label}
      </AppLink>
    </span>
  );
}

/** Number of open runs of the same work, in rows that represent several. */
export function OpenRuns({ run: { issue } }: RunPartProps) {
  const { words } = useLanguage();
  if (issue === null || issue.runs.value < 2) return null;
  return (
    <span title={words.run.openRuns(issue.runs.value, issue.runs.capped)}>
      <Box variant="small" color="text-body-secondary">
        {words.run.repeated(issue.runs.value, issue.runs.capped)} <Time at={issue.since} />
      </Box>
    </span>
  );
}

/** Runs that need no attention are muted, but never omitted. */
export function Muted({ run, children }: RunPartProps & { readonly children: React.ReactNode }) {
  const isQuiet = !run.needsAttention && run.status === "completed";
  return isQuiet ? <Box color="text-body-secondary">{children}</Box> : children;
}

/** Whether there is more to show than the headline. */
export const hasReason = ({ reason, waiting }: RunAnswer): boolean => reason !== null || waiting !== null;

/** The reason line of a run. */
export function Reason({ run }: RunPartProps) {
  const { words, formats } = useLanguage();
  const { reason, waiting } = run;
  if (waiting?.until != null) {
    const waits = words.run.waitsUntil(waiting.label, formats.clock(waiting.until));
    const done = run.progress.kind === "counted" ? `; ${run.progress.label}` : "";
    return <span title={formats.absolute(waiting.until)}>{`${waits}${done}.`}</span>;
  }
  if (reason !== null) {
    return (
      <span>
        {reason.text}
        {reason.at !== null && (
          <>
            {", "}
            <Time at={reason.at} />
          </>
        )}
      </span>
    );
  }
  // The row of a wave stands for its targets, and says how far they are.
  const { total, succeeded } = run.summaryCounts;
  if (run.type === wave && run.status === "completed" && total !== undefined && succeeded !== undefined) {
    return <span>{words.hub.waveCounts(formats.number(succeeded), formats.number(total))}</span>;
  }
  return <span>{waiting?.label ?? run.headline}</span>;
}

/** Wait and run time; running durations keep counting. */
export function WaitedRan({ run }: RunPartProps) {
  const { words } = useLanguage();
  const isWaiting = run.status === "queued";
  const isRunning = run.status === "running";
  return (
    <span>
      <span className="nowrap">
        <Duration seconds={run.waitedSeconds} since={isWaiting ? run.createdAt : undefined} /> /
      </span>{" "}
      {run.ranSeconds === null ? (
        <span title={words.run.notBegun}>–</span>
      ) : (
        <Duration seconds={run.ranSeconds} since={isRunning ? (run.startedAt ?? undefined) : undefined} />
      )}
    </span>
  );
}

/** Progress: a bar with a percentage from the API, otherwise text; none once ended. */
export function Progress({ run }: RunPartProps) {
  const { progress } = run;
  if (run.status === "completed" || progress.kind === "none") return null;
  if (progress.percent === undefined) return <Box color="text-body-secondary">{progress.label}</Box>;
  return <ProgressBar value={progress.percent} additionalInfo={progress.label} ariaLabel={run.label} />;
}

/** A run in a few lines, for narrow screens and short lists. */
export function RunLines({ run, showsPlace }: RunPartProps & { readonly showsPlace: boolean }) {
  const { words } = useLanguage();
  return (
    <Muted run={run}>
      <div className="run-lines">
        <div className="run-lines-head">
          <RunLink run={run} />
          <StateBadge state={run.state} />
        </div>
        <div>
          <Reason run={run} />
        </div>
        <OpenRuns run={run} />
        <Box variant="small" color="text-body-secondary">
          {showsPlace && run.environmentName !== null && `${run.environmentName} · `}
          {run.initiator.name} · {words.run.waitedRan} <WaitedRan run={run} /> · {run.freshnessLabel}
        </Box>
      </div>
    </Muted>
  );
}
