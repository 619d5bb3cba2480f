import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import FormField from "@cloudscape-design/components/form-field";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Textarea from "@cloudscape-design/components/textarea";
import { useState } from "react";
import type { ApiError } from "../api/client.ts";
import { ApiErrorAlert } from "../parts/api-error-alert.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { useLanguage } from "../words/language.tsx";

interface ConfirmDialogProps {
  readonly action: {
    readonly action?: string;
    readonly label: string;
    readonly consequence: string;
    readonly requiresNote: boolean;
  };
  /** The affected resource, on pages with several. */
  readonly about?: string;
  /** What becomes of the reason; by default it is stored with the run. */
  readonly noteMeans?: string;
  readonly isPending: boolean;
  readonly error: ApiError | null;
  onClose(): void;
  onConfirm(note: string | undefined): void;
}

const noteLengthMin = 5;
const noteLengthMax = 500;

/** Confirms an action: states its consequence and asks for a reason where required. */
export function ConfirmDialog({ action, about, noteMeans, isPending, error, onClose, onConfirm }: ConfirmDialogProps) {
  const { words } = useLanguage();
  const [note, setNote] = useState("");
  const length = note.trim().length;
  const isTooShort = length < noteLengthMin || length > noteLengthMax;
  const isRefusable = action.requiresNote ? isTooShort : length > 0 && isTooShort;
  return (
    <Dialog
      isOpen
      title={about === undefined ? action.label : `${action.label}: ${about}`}
      onClose={onClose}
      dismissLabel={action.action === "cancel" ? words.keepRunning : undefined}
      confirm={
        <Button
          variant="primary"
          loading={isPending}
          disabled={isRefusable}
          onClick={() => onConfirm(length === 0 ? undefined : note.trim())}
        >
          {action.label}
        </Button>
      }
    >
      <SpaceBetween size="m">
        <Alert type="info">{action.consequence}</Alert>
        {action.requiresNote && (
          <FormField
            label={words.note.label}
            description={<Box variant="span">{noteMeans ?? words.note.where}</Box>}
            constraintText={words.note.length}
          >
            <Textarea value={note} onChange={({ detail }) => setNote(detail.value)} ariaRequired />
          </FormField>
        )}
        <ApiErrorAlert error={error} />
      </SpaceBetween>
    </Dialog>
  );
}
