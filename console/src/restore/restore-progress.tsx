import Alert from "@cloudscape-design/components/alert";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { showRun } from "../../../shared/contract/operation-routes.ts";
import type { RunDetail } from "../../../shared/contract/runs.ts";
import { useRead } from "../api/use-api.ts";
import { Answered } from "../parts/answered.tsx";
import { AppLink } from "../parts/app-link.tsx";
import { Page } from "../parts/page.tsx";
import { StateBadge } from "../parts/state-badge.tsx";
import { runPage } from "../runs/addresses.ts";
import { Progress } from "../runs/run-parts.tsx";
import { useLanguage } from "../words/language.tsx";

/** The run of a restore, polled while it is active: the rest of the page follows it. */
export function useRestoreRun(ws: string, run: string | undefined) {
  return useRead<typeof showRun>(
    "/api/workspaces/{ws}/operations/{run}",
    { ws, run: run ?? "" },
    { isMain: true, isWanted: run !== undefined },
  );
}

interface RestoreAwaitedProps {
  readonly ws: string;
  readonly id: string;
  readonly title: string;
}

/** A preview or a plan whose record does not exist yet, or never will because its run was refused. */
export function RestoreAwaited({ ws, id, title }: RestoreAwaitedProps) {
  const query = useRestoreRun(ws, id);
  return (
    <Answered query={query} id={id} title={title}>
      {(run) => (
        <Page title={title}>
          <RunStanding run={run} />
        </Page>
      )}
    </Answered>
  );
}

/** How far the run of a restore is, or why it ended without one. */
export function RunStanding({ run, isExecution = false }: { readonly run: RunDetail; readonly isExecution?: boolean }) {
  const { words } = useLanguage();
  const link = <AppLink href={runPage(run.workspaceId, run.id)}>{words.record.open(run.label)}</AppLink>;
  if (run.status === "completed") {
    return (
      <Alert type={run.needsAttention ? "warning" : "info"} header={run.headline}>
        {run.failures[0]?.message} {link}
      </Alert>
    );
  }
  return (
    <Container
      header={
        <Header variant="h2" description={isExecution ? undefined : words.restore.preparingMeans}>
          {isExecution ? words.restore.running : words.restore.preparing}
        </Header>
      }
    >
      <SpaceBetween size="s">
        <StateBadge state={run.state} />
        <Progress run={run} />
        {link}
      </SpaceBetween>
    </Container>
  );
}
