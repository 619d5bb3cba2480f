import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState } from "react";
import { useParams } from "react-router";
import type * as z from "zod";
import type { systemRunDetail } from "../../../shared/contract/system.ts";
import type { showSystemRun, triageRun } from "../../../shared/contract/system-routes.ts";
import { useRead, useWrite } from "../api/use-api.ts";
import { Answered } from "../parts/answered.tsx";
import { Page } from "../parts/page.tsx";
import { StateBadge } from "../parts/state-badge.tsx";
import { Time } from "../parts/time.tsx";
import { ConfirmDialog } from "../run/confirm-dialog.tsx";
import { Timeline } from "../run/timeline.tsx";
import { useMe } from "../shell/me.tsx";
import { useToasts } from "../shell/toasts.tsx";
import { useLanguage } from "../words/language.tsx";

type SystemRun = z.infer<typeof systemRunDetail>;

/** One run on the platform plane, with its triage actions. */
export function SystemRunPage() {
  const { run = "" } = useParams();
  const { words } = useLanguage();
  const query = useRead<typeof showSystemRun>("/api/system/operations/{run}", { run }, { isMain: true });
  return (
    <Answered query={query} id={run} title={words.run.one}>
      {(detail) => <SystemRunView run={detail} />}
    </Answered>
  );
}

function SystemRunView({ run }: { readonly run: SystemRun }) {
  const { words } = useLanguage();
  return (
    <Page title={run.label} description={<StateBadge state={run.state} />} actions={<Triage run={run} />}>
      <Alert
        type={run.state.tone === "danger" ? "error" : run.state.tone === "warning" ? "warning" : "info"}
        header={run.headline}
      >
        {run.staleLineageNote}
      </Alert>
      <Container>
        <KeyValuePairs
          columns={4}
          items={[
            { label: words.run.id, value: <Box variant="code">{run.id}</Box> },
            { label: words.shell.workspace, value: run.workspaceName ?? run.workspaceId },
            { label: words.run.environment, value: run.environmentId ?? "–" },
            { label: words.run.created, value: <Time at={run.createdAt} /> },
            { label: words.run.freshness, value: run.freshnessLabel },
            { label: words.system.attempts, value: String(run.attempts) },
            { label: words.system.queue, value: run.dispatch?.queue ?? "–" },
            { label: words.system.reasonCode, value: run.reasonCode ?? "–" },
            ...(run.investigated === null
              ? []
              : [
                  {
                    label: words.system.investigated(run.investigated.by),
                    value: (
                      <span>
                        <Time at={run.investigated.at} />: {run.investigated.note}
                      </span>
                    ),
                  },
                ]),
          ]}
        />
      </Container>
      <Container header={<Header variant="h2">{words.run.timeline}</Header>}>
        <Timeline run={run} />
      </Container>
    </Page>
  );
}

/** Each triage action states its consequence and is audited. */
function Triage({ run }: { readonly run: SystemRun }) {
  const { words } = useLanguage();
  const toasts = useToasts();
  const { platform } = useMe();
  const triage = useWrite<typeof triageRun>("POST", "/api/system/operations/{run}/triage");
  const [chosen, setChosen] = useState<SystemRun["actions"][number]>();
  if (platform?.capabilities.includes("platform.operations.manage") !== true) return null;
  const close = () => {
    setChosen(undefined);
    triage.reset();
  };
  return (
    <>
      <SpaceBetween direction="horizontal" size="xs">
        {run.actions.map((action) => (
          <Button key={action.action} onClick={() => setChosen(action)}>
            {action.label}
          </Button>
        ))}
      </SpaceBetween>
      {chosen !== undefined && (
        <ConfirmDialog
          action={chosen}
          isPending={triage.isPending}
          error={triage.error}
          onClose={close}
          onConfirm={(note) =>
            triage.mutate(
              {
                parameters: { run: run.id },
                body: { action: chosen.action, ...(note !== undefined && { note }) },
                onAnswered: ({ result }) => toasts.say({ type: "success", text: words.system.results[result] }),
              },
              { onSuccess: close },
            )
          }
        />
      )}
    </>
  );
}
