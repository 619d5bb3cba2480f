import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import DatePicker from "@cloudscape-design/components/date-picker";
import FormField from "@cloudscape-design/components/form-field";
import RadioGroup from "@cloudscape-design/components/radio-group";
import Select from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Textarea from "@cloudscape-design/components/textarea";
import { useState } from "react";
import type { snoozeAlert } from "../../../shared/contract/alert-routes.ts";
import type { AlertAnswer } from "../../../shared/contract/alerts.ts";
import type { SnoozeEnd } from "../../../shared/run/alert-states.ts";
import { useWrite } from "../api/use-api.ts";
import { ApiErrorAlert } from "../parts/api-error-alert.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { useAlertWords } from "./alert-words.ts";

interface SnoozeDialogProps {
  readonly ws: string;
  readonly alert: AlertAnswer;
  onClose(): void;
}

const spans = ["3600", "28800", "86400", "604800", "day"] as const;
const ends = ["time", "change", "next_failure"] as const satisfies readonly SnoozeEnd[];

/** Snoozes an alert for a while or until the end of a day, or changes its snooze. */
export function SnoozeDialog({ ws, alert, onClose }: SnoozeDialogProps) {
  const { words } = useAlertWords();
  const [span, setSpan] = useState<(typeof spans)[number]>(alert.snooze === null ? "86400" : "day");
  const [day, setDay] = useState("");
  const [end, setEnd] = useState<SnoozeEnd>(alert.snooze?.ends ?? "time");
  const [reason, setReason] = useState(alert.snooze?.reason ?? "");
  const write = useWrite<typeof snoozeAlert>("PUT", "/api/workspaces/{ws}/alerts/{alert}/snooze");
  const options = spans.map((value) => ({ value, label: words.alert.spans[value] }));
  // The whole day, where the reader is.
  const dayEnd = Date.parse(`${day}T23:59:59`);
  const isWhole = reason.trim() !== "" && (span !== "day" || !Number.isNaN(dayEnd));
  const save = () => {
    const until = new Date(span === "day" ? dayEnd : Date.now() + Number(span) * 1000).toISOString();
    const body = { seq: alert.seq, until, ends: end, reason: reason.trim() };
    write.mutate({ parameters: { ws, alert: alert.key }, body }, { onSuccess: onClose });
  };
  const label = alert.snooze === null ? words.alert.snooze : words.alert.changeSnooze;
  const untilError = write.error?.problem?.errors?.find(({ path }) => path === "until")?.message;
  return (
    <Dialog
      isOpen
      title={`${label}: ${alert.title}`}
      onClose={onClose}
      confirm={
        <Button variant="primary" disabled={!isWhole} loading={write.isPending} onClick={save}>
          {label}
        </Button>
      }
    >
      <SpaceBetween size="m">
        <Alert type="info">{words.alert.snoozeMeans}</Alert>
        <FormField label={words.alert.span} errorText={span === "day" ? undefined : untilError}>
          <Select
            options={options}
            selectedOption={options.find(({ value }) => value === span) ?? null}
            onChange={({ detail }) => setSpan(spans.find((one) => one === detail.selectedOption.value) ?? span)}
          />
        </FormField>
        {span === "day" && (
          <FormField label={words.alert.untilDay} errorText={untilError}>
            <DatePicker
              value={day}
              placeholder="YYYY/MM/DD"
              onChange={({ detail }) => setDay(detail.value)}
              ariaRequired
            />
          </FormField>
        )}
        <FormField label={words.alert.ends}>
          <RadioGroup
            value={end}
            items={ends.map((value) => ({ value, label: words.alert.endsAt[value] }))}
            onChange={({ detail }) => setEnd(ends.find((one) => one === detail.value) ?? end)}
          />
        </FormField>
        <FormField label={words.alert.why}>
          <Textarea value={reason} onChange={({ detail }) => setReason(detail.value)} ariaRequired />
        </FormField>
        <ApiErrorAlert error={write.error} isShownElsewhere={(path) => path === "until"} />
      </SpaceBetween>
    </Dialog>
  );
}
