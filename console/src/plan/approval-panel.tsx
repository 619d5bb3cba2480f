import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import FormField from "@cloudscape-design/components/form-field";
import Header from "@cloudscape-design/components/header";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Textarea from "@cloudscape-design/components/textarea";
import { useState } from "react";
import type { decidePlan, requestApproval, showPlan } from "../../../shared/contract/plan-routes.ts";
import type { PlanAnswer } from "../../../shared/contract/plans.ts";
import { useRead, useWrite } from "../api/use-api.ts";
import { Answered } from "../parts/answered.tsx";
import { ApiErrorAlert } from "../parts/api-error-alert.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { Time } from "../parts/time.tsx";
import { useLanguage } from "../words/language.tsx";

interface ApprovalPanelProps {
  readonly ws: string;
  /** That of the run that made the plan. */
  readonly id: string;
}
type Step = "request" | "approve" | "refuse";

/** What a plan changes, its blast radius first, and what another person says to it. Nothing until the plan is whole. */
export function ApprovalPanel({ ws, id }: ApprovalPanelProps) {
  const query = useRead<typeof showPlan>("/api/workspaces/{ws}/plans/{plan}", { ws, plan: id });
  // A plan of which no run is stored has no approval.
  if (query.isLoading || query.error?.status === 404) return null;
  return <Answered query={query}>{(plan) => <Approval ws={ws} plan={plan} />}</Answered>;
}

function Approval({ ws, plan }: { readonly ws: string; readonly plan: PlanAnswer }) {
  const { words, formats } = useLanguage();
  const [step, setStep] = useState<Step>();
  if (plan.digest === null || plan.state === "over") return null;
  const { approval } = words.plan;
  const { blast, request, decision, expiresAt } = plan;
  const said = (by: { readonly name: string }, note: string) => `${by.name}: ${note}`;
  const facts = [
    ...(["environments", "creates", "updates", "deletes"] as const).map((name) => ({
      label: approval.blast[name],
      value: formats.number(blast[name]),
    })),
    ...(request === null ? [] : [{ label: approval.requested, value: said(request.by, request.note) }]),
    ...(decision === null
      ? []
      : [{ label: approval.decided[decision.decision], value: said(decision.by, decision.note) }]),
    ...(expiresAt === null ? [] : [{ label: approval.expires, value: <Time at={expiresAt} /> }]),
  ];
  return (
    <Container
      header={
        <Header
          variant="h2"
          description={plan.headline}
          actions={
            <SpaceBetween direction="horizontal" size="xs">
              {plan.mayRequest && <Button onClick={() => setStep("request")}>{approval.steps.request}</Button>}
              {plan.mayDecide && <Button onClick={() => setStep("refuse")}>{approval.steps.refuse}</Button>}
              {plan.mayDecide && plan.state === "requested" && (
                <Button variant="primary" onClick={() => setStep("approve")}>
                  {approval.steps.approve}
                </Button>
              )}
            </SpaceBetween>
          }
        >
          {`${approval.title}: ${plan.stateLabel}`}
        </Header>
      }
    >
      <KeyValuePairs columns={4} items={facts} />
      {step !== undefined && <StepDialog ws={ws} plan={plan} step={step} onClose={() => setStep(undefined)} />}
    </Container>
  );
}

interface StepDialogProps {
  readonly ws: string;
  readonly plan: PlanAnswer;
  readonly step: Step;
  onClose(): void;
}

/** Requests, approves or refuses with a note. A decision names the digest of the plan that is shown. */
function StepDialog({ ws, plan, step, onClose }: StepDialogProps) {
  const { words } = useLanguage();
  const { approval } = words.plan;
  const [note, setNote] = useState("");
  const request = useWrite<typeof requestApproval>("POST", "/api/workspaces/{ws}/plans/{plan}/request");
  const decide = useWrite<typeof decidePlan>("POST", "/api/workspaces/{ws}/plans/{plan}/decision");
  const parameters = { ws, plan: plan.id };
  const save = () => {
    if (step === "request") {
      request.mutate({ parameters, body: { note: note.trim() } }, { onSuccess: onClose });
      return;
    }
    const body = { decision: step, digest: plan.digest ?? "", note: note.trim() };
    decide.mutate({ parameters, body }, { onSuccess: onClose });
  };
  return (
    <Dialog
      isOpen
      title={approval.steps[step]}
      onClose={onClose}
      confirm={
        <Button
          variant="primary"
          disabled={note.trim() === ""}
          loading={request.isPending || decide.isPending}
          onClick={save}
        >
          {approval.steps[step]}
        </Button>
      }
    >
      <SpaceBetween size="m">
        <Alert type="info">{approval.means[step]}</Alert>
        <FormField label={words.plan.reason}>
          <Textarea value={note} rows={3} onChange={({ detail }) => setNote(detail.value)} ariaRequired />
        </FormField>
        <ApiErrorAlert error={request.error ?? decide.error} />
      </SpaceBetween>
    </Dialog>
  );
}
