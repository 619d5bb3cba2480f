import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import DatePicker from "@cloudscape-design/components/date-picker";
import FormField from "@cloudscape-design/components/form-field";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Textarea from "@cloudscape-design/components/textarea";
import { useState } from "react";
import type { decideFinding } from "../../../shared/contract/baseline-routes.ts";
import { useWrite } from "../api/use-api.ts";
import { type Stored, textOf } from "../environment/fields.ts";
import { ApiErrorAlert } from "../parts/api-error-alert.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { useWorkspace } from "../shell/me.tsx";
import { useLanguage } from "../words/language.tsx";

interface FindingDecisionProps {
  readonly ws: string;
  readonly env: string;
  readonly finding: Stored;
}

/** Accepts an open finding until a day, or revokes an acceptance. Hidden from readers who may not decide. */
export function FindingDecision({ ws, env, finding }: FindingDecisionProps) {
  const { words } = useLanguage();
  const { can } = useWorkspace(ws);
  const [isOpen, setOpen] = useState(false);
  const [reason, setReason] = useState("");
  const [day, setDay] = useState("");
  const decide = useWrite<typeof decideFinding>(
    "POST",
    "/api/workspaces/{ws}/environments/{env}/records/drift-findings/{id}/decisions",
  );
  const status = textOf(finding, "status");
  if (!can("tenant.drift.ack") || (status !== "open" && status !== "accepted")) return null;
  const isRevoking = status === "accepted";
  const label = isRevoking ? words.baseline.revoke : words.baseline.accept;
  // The whole day, where the reader is.
  const until = Date.parse(`${day}T23:59:59`);
  const isWhole = reason.trim() !== "" && (isRevoking || !Number.isNaN(until));
  const close = () => {
    setOpen(false);
    setReason("");
    setDay("");
    decide.reset();
  };
  const save = () =>
    decide.mutate(
      {
        parameters: { ws, env, id: finding.id },
        body: isRevoking
          ? { decision: "revoke", reason: reason.trim() }
          : { decision: "accept", reason: reason.trim(), until: new Date(until).toISOString() },
      },
      { onSuccess: close },
    );
  return (
    <>
      <Button variant={isRevoking ? "normal" : "primary"} onClick={() => setOpen(true)}>
        {label}
      </Button>
      <Dialog
        isOpen={isOpen}
        title={label}
        onClose={close}
        confirm={
          <Button variant="primary" disabled={!isWhole} loading={decide.isPending} onClick={save}>
            {label}
          </Button>
        }
      >
        <SpaceBetween size="m">
          <Alert type="info">{isRevoking ? words.baseline.revokeMeans : words.baseline.acceptMeans}</Alert>
          <FormField label={words.baseline.reason}>
            <Textarea value={reason} onChange={({ detail }) => setReason(detail.value)} ariaRequired />
          </FormField>
          {!isRevoking && (
            <FormField label={words.baseline.until}>
              <DatePicker
                value={day}
                placeholder="YYYY/MM/DD"
                onChange={({ detail }) => setDay(detail.value)}
                ariaRequired
              />
            </FormField>
          )}
          <ApiErrorAlert error={decide.error} />
        </SpaceBetween>
      </Dialog>
    </>
  );
}
