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
import { AppLink, AppLinkButton } from "../parts/app-link.tsx";
import { OpenWork } from "../parts/open-work.tsx";
import { Page } from "../parts/page.tsx";
import { StateBadge } from "../parts/state-badge.tsx";
import { listPage, runPage } from "../runs/addresses.ts";
import { RunTable } from "../runs/run-table.tsx";
import { useWorkspace } from "../shell/me.tsx";
import { StartButton } from "../start/start-button.tsx";
import { useLanguage } from "../words/language.tsx";
import { Connections } from "./connections.tsx";
import { Records } from "./records.tsx";

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

function Dashboard({ ws, env, answer }: DashboardProps) {
  const { words, formats } = useLanguage();
  const { can } = useWorkspace(ws);
  const { environment, state, headline, attention, activeRuns, recent, baseline, checkedAt } = answer;
  const place = { ws, env };
  return (
    <Page
      title={environment.name}
      description={
        <SpaceBetween direction="horizontal" size="xs">
          <StateBadge state={state} />
          {environment.isArchived && <Badge color="grey">{words.environment.archived}</Badge>}
        </SpaceBetween>
      }
      actions={environment.isArchived ? undefined : <StartButton ws={ws} environmentId={env} />}
    >
      <Container header={<Header variant="h2">{headline}</Header>}>
        <OpenWork ws={ws} openWork={answer} />
      </Container>
      {attention.length > 0 && (
        <RunTable
          runs={attention}
          label={words.overview.attention}
          showsPlace={false}
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
          showsPlace={false}
          header={<Header variant="h2">{words.environment.active}</Header>}
        />
      )}
      <RunTable
        runs={recent}
        label={words.overview.recent}
        showsPlace={false}
        header={
          <Header variant="h2" actions={<ListButton ws={ws} env={env} tab="all" />}>
            {words.overview.recent}
          </Header>
        }
        empty={<Box textAlign="center">{words.overview.nothingYet}</Box>}
      />
      <Container header={<Header variant="h2">{words.environment.baseline}</Header>}>
        <div className="run-lines">
          <StateBadge state={baseline.state} />
          <span>
            {baseline.text}{" "}
            {baseline.run !== null && <AppLink href={runPage(ws, baseline.run.id)}>{baseline.run.label}</AppLink>}
          </span>
        </div>
      </Container>
      {can("tenant.providers.view") && <Connections {...place} />}
      <BaselineRecords {...place} />
      {can("tenant.policies.view") && <Records {...place} kind="policies" />}
      {can("environment_review.view") && <Records {...place} kind="evidence-snapshots" />}
      {can("environment_review.view") && (
        <Records
          {...place}
          kind="environment-reviews"
          action={
            can("environment_review.manage") && (
              <StartButton
                ws={ws}
                environmentId={env}
                type="environment.review.compose"
                label={words.environment.composeReview}
              />
            )
          }
        />
      )}
      {can("tenant.restore.execute") && <Records {...place} kind="restore-runs" />}
      {can("tenant.backups.manage") && (
        <Records
          {...place}
          kind="backup-sets"
          action={
            <StartButton ws={ws} environmentId={env} type="backup_set.update" label={words.environment.takeBackup} />
          }
        />
      )}
      <Box variant="small" color="text-body-secondary">
        {words.checkedAt(formats.clock(checkedAt))}
      </Box>
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
