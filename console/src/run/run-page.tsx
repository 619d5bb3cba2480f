import Alert, { type AlertProps } from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import ColumnLayout from "@cloudscape-design/components/column-layout";
import Container from "@cloudscape-design/components/container";
import ExpandableSection from "@cloudscape-design/components/expandable-section";
import Header from "@cloudscape-design/components/header";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { Suspense, useCallback, useState } from "react";
import { useParams } from "react-router";
import type { showRun } from "../../../shared/contract/operation-routes.ts";
import type { RunDetail } from "../../../shared/contract/runs.ts";
import type { Tone } from "../../../shared/run/verdicts.ts";
import type { waveType } from "../../../shared/run/wave.ts";
import { useRead } from "../api/use-api.ts";
import { Answered } from "../parts/answered.tsx";
import { AppLink } from "../parts/app-link.tsx";
import { fetched, NotLoaded } from "../parts/fetched.tsx";
import { Loading } from "../parts/loading.tsx";
import { Page } from "../parts/page.tsx";
import { RawJson } from "../parts/raw-json.tsx";
import { StateBadge } from "../parts/state-badge.tsx";
import { Time } from "../parts/time.tsx";
import { relatedPage, runPage } from "../runs/addresses.ts";
import { RemedyButton } from "../runs/remedy-button.tsx";
import { hasReason, Progress, Reason } from "../runs/run-parts.tsx";
import { useLanguage } from "../words/language.tsx";
import { Attempts } from "./attempts.tsx";
import { EvidenceButton } from "./evidence-button.tsx";
import { ExplanationTree } from "./explanation-tree.tsx";
import { RunActions } from "./run-actions.tsx";
import { RunFacts } from "./run-facts.tsx";
import { Timeline } from "./timeline.tsx";

/** One run: next step, explanation, result, timeline and diagnostics. */
export function RunPage() {
  const { ws = "", run = "" } = useParams();
  const { words } = useLanguage();
  const query = useRead<typeof showRun>("/api/workspaces/{ws}/operations/{run}", { ws, run }, { isMain: true });
  return (
    <Answered query={query} id={run} title={words.run.one}>
      {(detail) => <RunDetailView run={detail} />}
    </Answered>
  );
}

const Targets = fetched(() => import("../wave/wave-targets.tsx").then((part) => part.WaveTargets), NotLoaded);

const wave: typeof waveType = "operations.wave";

const alertTypes: Record<Tone, AlertProps.Type> = {
  danger: "error",
  warning: "warning",
  info: "info",
  success: "success",
  neutral: "info",
};

function RunDetailView({ run }: { readonly run: RunDetail }) {
  // What stands below a wave's targets waits for them, so that they move nothing.
  const [hasTargets, setHasTargets] = useState(false);
  const showRest = useCallback(() => setHasTargets(true), []);
  return (
    <Page title={run.label} actions={<RunActions run={run} />} description={<StateBadge state={run.state} />}>
      <SpaceBetween size="s">
        <Verdict run={run} />
        <Container>
          <SpaceBetween size="s">
            <Progress run={run} />
            <RunFacts run={run} />
          </SpaceBetween>
        </Container>
      </SpaceBetween>
      {run.type === wave ? (
        <Suspense fallback={<Loading />}>
          <Targets run={run} onShown={showRest} />
        </Suspense>
      ) : (
        <Result run={run} />
      )}
      {(run.type !== wave || hasTargets) && <Course run={run} />}
    </Page>
  );
}

/** What happened when, why the run stands where it does, and what was recorded about it. */
function Course({ run }: { readonly run: RunDetail }) {
  const { words, formats } = useLanguage();
  return (
    <SpaceBetween size="l">
      <ColumnLayout columns={2}>
        <Container header={<Header variant="h2">{words.run.timeline}</Header>}>
          <SpaceBetween size="m">
            <Timeline run={run} />
            <Attempts run={run} />
          </SpaceBetween>
        </Container>
        <SameWork run={run} />
      </ColumnLayout>
      <Container header={<Header variant="h2">{words.run.why}</Header>}>
        <SpaceBetween size="m">
          <ExplanationTree run={run} />
          <EvidenceButton run={run} />
        </SpaceBetween>
      </Container>
      {run.context !== null && (
        <ExpandableSection variant="container" headerText={words.run.diagnostics}>
          <SpaceBetween size="m">
            <KeyValuePairs
              columns={2}
              items={[
                { label: words.run.type, value: <Box variant="code">{run.type}</Box> },
                { label: words.run.verdict, value: <Box variant="code">{run.actionability.reasonCode}</Box> },
                { label: words.run.codes, value: <Box variant="code">{codesOf(run).join(", ") || "–"}</Box> },
              ]}
            />
            <ExpandableSection headerText={words.run.rawContext}>
              <RawJson label={words.run.rawContext} value={run.context} />
            </ExpandableSection>
          </SpaceBetween>
        </ExpandableSection>
      )}
      <Box variant="small" color="text-body-secondary">
        {words.checkedAt(formats.clock(run.checkedAt))}
      </Box>
    </SpaceBetween>
  );
}

/** The codes of the run's end and failures, each once; its texts say the same to people. */
function codesOf({ failures, transitions }: RunDetail): readonly string[] {
  const ends = transitions.flatMap(({ reasonCode }) => reasonCode ?? []);
  return [...new Set([...ends, ...failures.map(({ code }) => code)])];
}

/** What is wrong and why, what to do, and who can: the first thing on the page. */
function Verdict({ run }: { readonly run: RunDetail }) {
  const { decisionZone, cause } = run;
  // The headline already names a cause without a record; the concrete one is not said twice.
  // That it was cancelled is its reason, and no other cause.
  const isCancelled = run.actionability.reasonCode === "cancelled";
  const isSaid = isCancelled || (cause !== null && decisionZone.banner.text.includes(cause.text));
  return (
    <Alert
      type={alertTypes[decisionZone.banner.tone]}
      header={
        <>
          {decisionZone.banner.text}
          {cause !== null && cause.at !== null && decisionZone.banner.text.includes(cause.text) && (
            <>
              {" · "}
              <Time at={cause.at} />
            </>
          )}
        </>
      }
    >
      <SpaceBetween size="xxs">
        {cause !== null && !isSaid && run.reason?.text !== cause.text && <CauseLine run={run} />}
        {hasReason(run) && !(isSaid && run.reason?.text === cause?.text) && (
          <Box variant="p">
            <Reason run={run} />
          </Box>
        )}
        {decisionZone.staleLineageNote !== null && <Box variant="p">{decisionZone.staleLineageNote}</Box>}
        {run.reconciliationNote !== null && <Box variant="p">{run.reconciliationNote}</Box>}
        <NextAction run={run} />
      </SpaceBetween>
    </Alert>
  );
}

function CauseLine({ run: { cause } }: { readonly run: RunDetail }) {
  if (cause === null) return null;
  return (
    <Box variant="p">
      {cause.text}
      {cause.at !== null && (
        <>
          , <Time at={cause.at} />
        </>
      )}
    </Box>
  );
}

/** Runs of the same work before and after this one, newest first. */
function SameWork({ run: { sameWork, workspaceId } }: { readonly run: RunDetail }) {
  const { words } = useLanguage();
  return (
    <Container header={<Header variant="h2">{words.run.sameWork}</Header>}>
      {sameWork.length === 0 ? (
        <Box color="text-body-secondary">{words.run.noSameWork}</Box>
      ) : (
        <ul className="plain">
          {sameWork.map(({ id, createdAt, state, headline, initiator }) => (
            <li key={id} className="same-work">
              <StateBadge state={state} />
              <AppLink href={runPage(workspaceId, id)} ariaLabel={`${headline} ${id}`}>
                <Time at={createdAt} />
              </AppLink>
              <Box variant="small" color="text-body-secondary">
                {headline} · {initiator.name}
              </Box>
            </li>
          ))}
        </ul>
      )}
    </Container>
  );
}

/** The recommended next step: a link, or text when the action is on this page. */
function NextAction({ run }: { readonly run: RunDetail }) {
  const { words } = useLanguage();
  const { kind, label, related, who } = run.decisionZone.primaryNextAction;
  const { supersedingRunId } = run.actionability;
  const href = relatedPage(run, related);
  // This page already shows the details.
  const isHere = href === undefined && (kind === "view_details" || kind === "review_details");
  const isForReview = kind === "review_details" && run.actions.some(({ action }) => action === "acknowledge");
  return (
    <>
      {!isHere && (
        <Box variant="p" fontWeight="bold">
          {href === undefined ? words.run.next(label) : <AppLink href={href}>{label}</AppLink>}
        </Box>
      )}
      <RemedyButton run={run} />
      {isForReview && <Box variant="p">{words.run.review}</Box>}
      {who !== null && <Box variant="p">{who}</Box>}
      {supersedingRunId !== undefined && (
        <Box variant="p" fontWeight="bold">
          <AppLink href={runPage(run.workspaceId, supersedingRunId)}>{words.run.laterRun}</AppLink>
        </Box>
      )}
    </>
  );
}

/** Related record, counts and failures of a run. */
function Result({ run }: { readonly run: RunDetail }) {
  const { words, formats } = useLanguage();
  const { banner, primaryNextAction } = run.decisionZone;
  // The verdict above names its cause and leads to the record; neither is said twice.
  const isNext = run.outcome !== "succeeded" && primaryNextAction.related?.id === run.related?.id;
  const related = isNext ? undefined : relatedPage(run, run.related);
  const failures = run.failures.filter(({ message, count = 1 }) => count > 1 || !banner.text.includes(message));
  if (related === undefined && run.counts.length === 0 && failures.length === 0) return null;
  return (
    <Container header={<Header variant="h2">{run.status === "completed" ? words.run.result : words.run.soFar}</Header>}>
      <SpaceBetween size="m">
        {related !== undefined && run.related !== null && (
          <AppLink href={related}>
            {words.record.open(words.record.types[run.related.type] ?? run.related.type)}
          </AppLink>
        )}
        {run.counts.length > 0 && (
          <KeyValuePairs
            columns={4}
            items={run.counts.map(({ label, value }) => ({ label, value: formats.number(value) }))}
          />
        )}
        {failures.length > 0 && (
          <div>
            <Box variant="h3">{words.run.failures}</Box>
            <ul>
              {failures.map(({ code, message, count }) => (
                <li key={`${code} ${message}`}>
                  {message}
                  {count !== undefined && ` (${formats.number(count)})`}
                </li>
              ))}
            </ul>
          </div>
        )}
      </SpaceBetween>
    </Container>
  );
}
