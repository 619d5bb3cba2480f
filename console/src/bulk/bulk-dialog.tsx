import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import FormField from "@cloudscape-design/components/form-field";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Textarea from "@cloudscape-design/components/textarea";
import { useState } from "react";
import type { startBulkAction } from "../../../shared/contract/operation-routes.ts";
import type { bulkActionKinds } from "../../../shared/run/bulk.ts";
import { isRefusal } from "../api/client.ts";
import { useWrite } from "../api/use-api.ts";
import { ApiErrorAlert } from "../parts/api-error-alert.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { useLanguage } from "../words/language.tsx";
import { useBulkActions } from "./bulk-context.ts";

export interface BulkDialogProps {
  readonly ws: string;
  readonly action: {
    readonly action: (typeof bulkActionKinds)[number];
    readonly label: string;
    readonly consequence: string;
    readonly requiresNote: boolean;
  };
  readonly runIds: readonly string[];
  /** Runs that these stand for: all open runs of the same work. */
  readonly standFor?: number | undefined;
  onClose(): void;
}

const noteLengthMin = 5;
const noteLengthMax = 500;

/** Confirms one action on many runs, with its consequence and number. Once started, the console follows it on any page. */
export function BulkDialog({ ws, action, runIds, standFor = 0, onClose }: BulkDialogProps) {
  const { words } = useLanguage();
  const { follow } = useBulkActions();
  const [note, setNote] = useState("");
  // A repeated request, after a lost response, is answered with the action that the first one started.
  const [idempotencyKey, setIdempotencyKey] = useState(() => crypto.randomUUID());
  const start = useWrite<typeof startBulkAction>("POST", "/api/workspaces/{ws}/bulk-actions");
  const earlier = action.action === "acknowledge" ? Math.max(0, standFor - runIds.length) : 0;
  const length = note.trim().length;
  const isTooShort = length < noteLengthMin || length > noteLengthMax;
  const submit = () =>
    start.mutate(
      {
        parameters: { ws },
        body: { action: action.action, runIds: [...runIds], ...(action.requiresNote && { note: note.trim() }) },
        idempotencyKey,
      },
      {
        onSuccess: (bulk) => {
          follow(ws, bulk);
          onClose();
        },
        onError: (error) => {
          if (isRefusal(error)) setIdempotencyKey(crypto.randomUUID());
        },
      },
    );
  return (
    <Dialog
      isOpen
      title={`${action.label}: ${words.bulk.runs(runIds.length)}`}
      onClose={onClose}
      confirm={
        <Button
          variant="primary"
          loading={start.isPending}
          disabled={action.requiresNote && isTooShort}
          onClick={submit}
        >
          {action.label}
        </Button>
      }
    >
      <SpaceBetween size="m">
        <Alert type="info">
          {action.consequence} {earlier > 0 && words.bulk.earlier(earlier)}
        </Alert>
        {action.requiresNote && (
          <FormField label={words.note.label} description={words.note.where} constraintText={words.note.length}>
            <Textarea value={note} onChange={({ detail }) => setNote(detail.value)} ariaRequired />
          </FormField>
        )}
        <ApiErrorAlert error={start.error} />
      </SpaceBetween>
    </Dialog>
  );
}
