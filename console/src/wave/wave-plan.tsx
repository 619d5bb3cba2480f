import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import FormField from "@cloudscape-design/components/form-field";
import Header from "@cloudscape-design/components/header";
import Input from "@cloudscape-design/components/input";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState } from "react";
import { useNavigate } from "react-router";
import type * as z from "zod";
import type { RunDetail } from "../../../shared/contract/runs.ts";
import type { startWave } from "../../../shared/contract/wave-routes.ts";
import type { waveTargetPage } from "../../../shared/contract/waves.ts";
import { isRefusal } from "../api/client.ts";
import { useWrite } from "../api/use-api.ts";
import { ApiErrorAlert } from "../parts/api-error-alert.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { Time } from "../parts/time.tsx";
import { runPage } from "../runs/addresses.ts";
import { useWorkspace } from "../shell/me.tsx";
import { newWave, waveRulesOf } from "./wave-draft.ts";
import { WaveRuleFields } from "./wave-fields.tsx";
import { useWaveWords } from "./wave-words.ts";

type Wave = z.infer<typeof waveTargetPage>["wave"];

interface WavePlanProps {
  readonly run: RunDetail;
  readonly wave: Wave;
}

/** What a dry wave has planned over all of its targets, and its execution. Nothing for a wave without plans. */
export function WavePlan({ run, wave }: WavePlanProps) {
  const { words, formats } = useWaveWords();
  const { can, isWhole } = useWorkspace(run.workspaceId);
  const [isAsking, setAsking] = useState(false);
  const { plan } = wave;
  if (plan === null) return null;
  const totals = [
    { label: words.wave.plan.targets, value: plan.targets },
    ...(["creates", "updates", "deletes", "keeps"] as const).map((name) => ({
      label: words.wave.plan[name],
      value: plan.changes[name],
    })),
  ];
  return (
    <Container
      header={
        <Header
          variant="h2"
          description={words.wave.plan.means}
          actions={
            plan.targets > 0 &&
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
        {plan.needsApproval > 0 && (
          <Alert type="warning">{words.wave.plan.needsApproval(formats.number(plan.needsApproval))}</Alert>
        )}
        <KeyValuePairs
          columns={4}
          items={[
            ...totals.map(({ label, value }) => ({
              label,
              value: <Box variant="awsui-value-large">{formats.number(value)}</Box>,
            })),
            ...(plan.expiresAt === null
              ? []
              : [{ label: words.plan.approval.expires, value: <Time at={plan.expiresAt} /> }]),
          ]}
        />
      </SpaceBetween>
      {isAsking && <ExecuteDialog run={run} wave={wave} digest={plan.digest} onClose={() => setAsking(false)} />}
    </Container>
  );
}

interface ExecuteDialogProps extends WavePlanProps {
  readonly digest: string;
  onClose(): void;
}

/** Starts the wave that executes exactly the plans that this page shows, confirmed by the name of the workspace. */
function ExecuteDialog({ run: { id, workspaceId: ws }, wave, digest, onClose }: ExecuteDialogProps) {
  const { words, formats } = useWaveWords();
  const { name } = useWorkspace(ws);
  const navigate = useNavigate();
  const [typed, setTyped] = useState("");
  const [rules, setRules] = useState(newWave);
  const [idempotencyKey, setIdempotencyKey] = useState<string>(() => crypto.randomUUID());
  const start = useWrite<typeof startWave>("POST", "/api/workspaces/{ws}/waves");
  const stated = waveRulesOf(rules);
  const targets = wave.plan?.targets ?? 0;
  const submit = () => {
    if (stated === undefined) return;
    const selection = { plannedBy: id, planDigest: digest, confirmation: typed.trim() };
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
          {words.wave.plan.executeIn(formats.number(targets))}
        </Button>
      }
    >
      <SpaceBetween size="m">
        <Alert type="warning">{words.wave.plan.consequence(formats.number(targets))}</Alert>
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
