import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import FormField from "@cloudscape-design/components/form-field";
import Header from "@cloudscape-design/components/header";
import Input from "@cloudscape-design/components/input";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Table from "@cloudscape-design/components/table";
import { useState } from "react";
import { useNavigate } from "react-router";
import type * as z from "zod";
import type { RunDetail } from "../../../shared/contract/runs.ts";
import type { showWavePlan, startWave } from "../../../shared/contract/wave-routes.ts";
import type { wavePlan, waveTargetPage } from "../../../shared/contract/waves.ts";
import { isRefusal } from "../api/client.ts";
import { useRead, useWrite } from "../api/use-api.ts";
import { Answered } from "../parts/answered.tsx";
import { ApiErrorAlert } from "../parts/api-error-alert.tsx";
import { AppLink } from "../parts/app-link.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { Time } from "../parts/time.tsx";
import { environmentPage, runPage } from "../runs/addresses.ts";
import { useWorkspace } from "../shell/me.tsx";
import { newWave, waveRulesOf } from "./wave-draft.ts";
import { WaveRuleFields } from "./wave-fields.tsx";
import { useWaveWords } from "./wave-words.ts";

type Wave = z.infer<typeof waveTargetPage>["wave"];
type Plan = z.infer<typeof wavePlan>;

interface WavePlanProps {
  readonly run: RunDetail;
  readonly wave: Wave;
}

/** What a dry wave has planned over all of its targets: what can be executed now, and what is left out and why. */
export function WavePlan({ run, wave }: WavePlanProps) {
  const query = useRead<typeof showWavePlan>("/api/workspaces/{ws}/waves/{wave}/plan", {
    ...{ ws: run.workspaceId, wave: run.id },
  });
  return (
    <Answered query={query} id={run.id}>
      {(plan) => <PlanPanel run={run} wave={wave} plan={plan} />}
    </Answered>
  );
}

interface PlanPanelProps extends WavePlanProps {
  readonly plan: Plan;
}

function PlanPanel({ run, wave, plan }: PlanPanelProps) {
  const { words, formats } = useWaveWords();
  const { can, isWhole } = useWorkspace(run.workspaceId);
  const [isAsking, setAsking] = useState(false);
  const { ready, leftOut, targets } = plan;
  const totals = [
    { label: words.wave.plan.targets, value: ready.targets },
    ...(["creates", "updates", "deletes", "keeps"] as const).map((name) => ({
      label: words.wave.plan[name],
      value: ready.changes[name],
    })),
  ];
  return (
    <Container
      header={
        <Header
          variant="h2"
          description={words.wave.plan.means}
          actions={
            ready.targets > 0 &&
            isWhole &&
            can("tenant.waves.start") && (
              <Button variant="primary" onClick={() => setAsking(true)}>
                {words.wave.plan.execute}
              </Button>
            )
          }
        >
          {words.wave.plan.title}
        </Header>
      }
    >
      <SpaceBetween size="m">
        {targets === 0 && <Alert type="info">{words.wave.plan.none}</Alert>}
        {leftOut.length > 0 && (
          <Alert type="warning">
            {words.wave.plan.leftOut(formats.number(leftOut.length), formats.number(targets))}
          </Alert>
        )}
        <KeyValuePairs
          columns={4}
          items={[
            ...totals.map(({ label, value }) => ({
              label,
              value: <Box variant="awsui-value-large">{formats.number(value)}</Box>,
            })),
            ...(ready.expiresAt === null
              ? []
              : [{ label: words.wave.plan.expires, value: <Time at={ready.expiresAt} /> }]),
          ]}
        />
        {leftOut.length > 0 && <LeftOut ws={run.workspaceId} leftOut={leftOut} />}
      </SpaceBetween>
      {isAsking && <ExecuteDialog run={run} wave={wave} plan={plan} onClose={() => setAsking(false)} />}
    </Container>
  );
}

/** The plans that are not executed, each with its cause and its own page. */
function LeftOut({ ws, leftOut }: { readonly ws: string; readonly leftOut: Plan["leftOut"] }) {
  const { words } = useWaveWords();
  return (
    <Table
      items={leftOut}
      trackBy="planId"
      variant="borderless"
      wrapLines
      contentDensity="compact"
      ariaLabels={{ tableLabel: words.wave.plan.leftOutTitle }}
      columnDefinitions={[
        {
          id: "environment",
          header: words.wave.plan.leftOutTitle,
          isRowHeader: true,
          cell: ({ environmentId, environmentName }) => (
            <AppLink href={environmentPage(ws, environmentId)}>{environmentName}</AppLink>
          ),
        },
        {
          id: "reason",
          header: words.wave.reason,
          cell: ({ reason, planId, environmentName }) => (
            <>
              {reason}{" "}
              <AppLink href={runPage(ws, planId)} ariaLabel={words.wave.plan.open(environmentName)}>
                {words.wave.plan.openPlan}
              </AppLink>
            </>
          ),
        },
      ]}
    />
  );
}

interface ExecuteDialogProps extends PlanPanelProps {
  onClose(): void;
}

/** Starts the wave that executes exactly the plans that this page shows as ready, confirmed by the name of the workspace. */
function ExecuteDialog({ run: { id, workspaceId: ws }, wave, plan: { ready, leftOut }, onClose }: ExecuteDialogProps) {
  const { words, formats } = useWaveWords();
  const { name } = useWorkspace(ws);
  const navigate = useNavigate();
  const [typed, setTyped] = useState("");
  const [rules, setRules] = useState(newWave);
  const [idempotencyKey, setIdempotencyKey] = useState<string>(() => crypto.randomUUID());
  const start = useWrite<typeof startWave>("POST", "/api/workspaces/{ws}/waves");
  const stated = waveRulesOf(rules);
  const submit = () => {
    if (stated === undefined) return;
    const selection = { plannedBy: id, planDigest: ready.digest, confirmation: typed.trim() };
    start.mutate(
      { parameters: { ws }, body: { type: wave.type, targets: selection, ...stated }, idempotencyKey },
      {
        onSuccess({ run }) {
          onClose();
          if (run !== null) navigate(runPage(ws, run.id));
        },
        onError(refused) {
          if (isRefusal(refused)) setIdempotencyKey(crypto.randomUUID());
        },
      },
    );
  };
  return (
    <Dialog
      isOpen
      title={`${words.wave.plan.execute}: ${wave.label}`}
      onClose={onClose}
      confirm={
        <Button
          variant="primary"
          disabled={typed.trim() !== name || stated === undefined}
          loading={start.isPending}
          onClick={submit}
        >
          {words.wave.plan.executeIn(formats.number(ready.targets))}
        </Button>
      }
    >
      <SpaceBetween size="m">
        <Alert type="warning">
          {words.wave.plan.consequence(formats.number(ready.targets))}
          {leftOut.length > 0 && ` ${words.wave.plan.without(formats.number(leftOut.length))}`}
        </Alert>
        <WaveRuleFields
          draft={rules}
          errorAt={(at) => start.error?.problem?.errors?.find(({ path }) => path === at)?.message}
          onChange={setRules}
        />
        <FormField label={words.plan.confirmName(name)} stretch>
          <Input value={typed} onChange={({ detail }) => setTyped(detail.value)} ariaRequired autoComplete={false} />
        </FormField>
        <ApiErrorAlert error={start.error} />
      </SpaceBetween>
    </Dialog>
  );
}
