import Badge from "@cloudscape-design/components/badge";
import Box from "@cloudscape-design/components/box";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useParams } from "react-router";
import type * as z from "zod";
import type { dashboard } from "../../../shared/contract/overview.ts";
import type { showDashboard } from "../../../shared/contract/workspace-routes.ts";
import type { Tab } from "../../../shared/run/verdicts.ts";
import { useRead } from "../api/use-api.ts";
import { BaselineRecords } from "../baseline/baseline-records.tsx";
import { Answered } from "../parts/answered.tsx";
import { AppLinkButton } from "../parts/app-link.tsx";
import { OpenWork } from "../parts/open-work.tsx";
import { Page } from "../parts/page.tsx";
import { StateBadge } from "../parts/state-badge.tsx";
import { BrokenPromises } from "../promise/broken-promises.tsx";
import { listPage } from "../runs/addresses.ts";
import { RunTable } from "../runs/run-table.tsx";
import { FailingSchedules } from "../schedule/failing-schedules.tsx";
import { useWorkspace } from "../shell/me.tsx";
import { StartButton } from "../start/start-button.tsx";
import { useLanguage } from "../words/language.tsx";
import { ApprovalRule } from "./approval-rule.tsx";
import { Connections } from "./connections.tsx";
import { RecordLines } from "./record-lines.tsx";

/** The dashboard of one environment: open issues, active and recent runs, and records. */
export function EnvironmentPage() {
  const { ws = "", env = "" } = useParams();
  const { words } = useLanguage();
  const query = useRead<typeof showDashboard>(
    "/api/workspaces/{ws}/environments/{env}/dashboard",
    { ws, env },
    { isMain: true },
  );
  return (
    <Answered query={query} id={env} title={words.run.environment}>
      {(answer) => <Dashboard ws={ws} env={env} answer={answer} />}
    </Answered>
  );
}

interface DashboardProps {
  readonly ws: string;
  readonly env: string;
  readonly answer: z.infer<typeof dashboard>;
}

/** Rows of runs that fit into the first screen beside each other's headings. */
const runRowsMax = 6;
const endedRowsMin = 2;

function Dashboard({ ws, env, answer }: DashboardProps) {
  const { words } = useLanguage();
  const { can } = useWorkspace(ws);
  const { environment, state, headline, attention, activeRuns, recent, baseline, promises, schedules } = answer;
  const place = { ws, env };
  // Open and active runs stand in the lists above.
  const ended = recent
    .filter(({ status, needsAttention }) => status === "completed" && !needsAttention)
    .slice(0, Math.max(endedRowsMin, runRowsMax - attention.length - activeRuns.length));
  return (
    <Page
      title={environment.name}
      description={
        <SpaceBetween direction="horizontal" size="xs">
          <StateBadge state={state} />
          {environment.isArchived && <Badge color="grey">{words.environment.archived}</Badge>}
        </SpaceBetween>
      }
      actions={
        environment.isArchived ? undefined : (
          <SpaceBetween direction="horizontal" size="xs">
            <ApprovalRule ws={ws} env={env} />
            <StartButton ws={ws} environmentId={env} />
          </SpaceBetween>
        )
      }
    >
      <div className="environment">
        <SpaceBetween size="s">
          <BrokenPromises ws={ws} promises={promises} />
          <FailingSchedules ws={ws} schedules={schedules} />
          {attention.length > 0 && (
            <RunTable
              runs={attention}
              label={words.overview.attention}
              isBrief
              header={
                <Header variant="h2" actions={<ListButton ws={ws} env={env} tab="needs_attention" />}>
                  {words.overview.attention}
                </Header>
              }
            />
          )}
          {activeRuns.length > 0 && (
            <RunTable
              runs={activeRuns}
              label={words.environment.active}
              isBrief
              header={<Header variant="h2">{words.environment.active}</Header>}
            />
          )}
          <RunTable
            runs={ended}
            label={words.environment.ended}
            isBrief
            header={
              <Header variant="h2" actions={<ListButton ws={ws} env={env} tab="all" />}>
                {words.environment.ended}
              </Header>
            }
            empty={<Box textAlign="center">{words.environment.noneEnded}</Box>}
          />
          <BaselineRecords {...place} />
        </SpaceBetween>
        <SpaceBetween size="s">
          <Container header={<Header variant="h2">{headline}</Header>}>
            <OpenWork ws={ws} openWork={answer} isLarge={false} />
          </Container>
          {can("tenant.providers.view") && <Connections {...place} />}
          <RecordLines {...place} baseline={baseline} />
        </SpaceBetween>
      </div>
    </Page>
  );
}

interface ListButtonProps {
  readonly ws: string;
  readonly env: string;
  readonly tab: Tab;
}

/** Links to the complete list. */
function ListButton({ ws, env, tab }: ListButtonProps) {
  const { words } = useLanguage();
  return <AppLinkButton href={listPage(ws, { tab, environmentId: env })}>{words.overview.all}</AppLinkButton>;
}
