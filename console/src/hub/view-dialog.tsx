import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState } from "react";
import type { ApiError } from "../api/client.ts";
import { ApiErrorAlert } from "../parts/api-error-alert.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { useLanguage } from "../words/language.tsx";

interface ViewDialogProps {
  /** Who will see the view. */
  readonly description: string;
  onClose(): void;
  /** Answers the error, or null when the view is saved. */
  onSave(name: string): Promise<ApiError | null>;
}

/** Asks for the name of a view. */
export function ViewDialog({ description, onClose, onSave }: ViewDialogProps) {
  const { words } = useLanguage();
  const [name, setName] = useState("");
  const [error, setError] = useState<ApiError | null>(null);
  const [isSaving, setSaving] = useState(false);
  const isNamed = name.trim() !== "";
  async function save() {
    setSaving(true);
    const failed = await onSave(name.trim());
    setSaving(false);
    setError(failed);
    if (failed === null) onClose();
  }
  return (
    <Dialog
      isOpen
      title={words.views.save}
      onClose={onClose}
      confirm={
        <Button variant="primary" onClick={() => void save()} disabled={!isNamed} loading={isSaving}>
          {words.save}
        </Button>
      }
    >
      <SpaceBetween size="m">
        <FormField label={words.views.name} description={<Box variant="span">{description}</Box>}>
          <Input value={name} onChange={({ detail }) => setName(detail.value)} ariaRequired />
        </FormField>
        <ApiErrorAlert error={error} />
      </SpaceBetween>
    </Dialog>
  );
}
