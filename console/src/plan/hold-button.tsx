import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState } from "react";
import type { holdBackupSet } from "../../../shared/contract/backup-routes.ts";
import { useWrite } from "../api/use-api.ts";
import { type Stored, textOf } from "../environment/fields.ts";
import { ApiErrorAlert } from "../parts/api-error-alert.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { useWorkspace } from "../shell/me.tsx";
import { useLanguage } from "../words/language.tsx";

interface HoldButtonProps {
  readonly ws: string;
  readonly env: string;
  readonly set: Stored;
}

/** Keeps a backup set from retention and purges, or gives it free, with a reason. */
export function HoldButton({ ws, env, set }: HoldButtonProps) {
  const { words } = useLanguage();
  const { can } = useWorkspace(ws);
  const [isOpen, setOpen] = useState(false);
  const [reason, setReason] = useState("");
  const write = useWrite<typeof holdBackupSet>(
    "POST",
    "/api/workspaces/{ws}/environments/{env}/records/backup-sets/{id}/hold",
  );
  if (!can("tenant.backups.manage") || textOf(set, "purgedAt") !== undefined) return null;
  const isHeld = textOf(set, "heldAt") !== undefined;
  const label = isHeld ? words.plan.release : words.plan.hold;
  const close = () => {
    setOpen(false);
    setReason("");
    write.reset();
  };
  const save = () =>
    write.mutate(
      { parameters: { ws, env, id: set.id }, body: { isHeld: !isHeld, reason: reason.trim() } },
      { onSuccess: close },
    );
  return (
    <>
      <Button onClick={() => setOpen(true)}>{label}</Button>
      <Dialog
        isOpen={isOpen}
        title={label}
        onClose={close}
        confirm={
          <Button variant="primary" disabled={reason.trim() === ""} loading={write.isPending} onClick={save}>
            {label}
          </Button>
        }
      >
        <SpaceBetween size="m">
          <Alert type="info">{isHeld ? words.plan.releaseMeans : words.plan.holdMeans}</Alert>
          <FormField label={words.plan.reason}>
            <Input value={reason} onChange={({ detail }) => setReason(detail.value)} ariaRequired />
          </FormField>
          <ApiErrorAlert error={write.error} />
        </SpaceBetween>
      </Dialog>
    </>
  );
}
