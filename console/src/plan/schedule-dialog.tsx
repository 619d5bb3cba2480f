import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import Checkbox from "@cloudscape-design/components/checkbox";
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState } from "react";
import type { writeBackupSchedule } from "../../../shared/contract/backup-routes.ts";
import { useWrite } from "../api/use-api.ts";
import { fieldOf, numberOf, type Stored, textOf } from "../environment/fields.ts";
import { ApiErrorAlert } from "../parts/api-error-alert.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { useWorkspace } from "../shell/me.tsx";
import { StartButton } from "../start/start-button.tsx";
import { useLanguage } from "../words/language.tsx";

interface ScheduleDialogProps {
  readonly ws: string;
  readonly env: string;
  /** Absent for a new one. */
  readonly schedule?: Stored;
}

const keepLastDefault = "30";

/** Creates a backup schedule, or changes one. */
export function ScheduleDialog({ ws, env, schedule }: ScheduleDialogProps) {
  const { words } = useLanguage();
  const { can } = useWorkspace(ws);
  const [isOpen, setOpen] = useState(false);
  const [id, setId] = useState(schedule?.id ?? "");
  const [name, setName] = useState(textOf(schedule, "name") ?? "");
  const [keepLast, setKeepLast] = useState(String(numberOf(schedule, "keepLast") ?? keepLastDefault));
  const [isEnabled, setEnabled] = useState(fieldOf(schedule, "isEnabled") !== false);
  const [isArchived, setArchived] = useState(textOf(schedule, "archivedAt") !== undefined);
  const write = useWrite<typeof writeBackupSchedule>(
    "PUT",
    "/api/workspaces/{ws}/environments/{env}/records/backup-schedules/{id}",
  );
  if (!can("tenant.backups.manage")) return null;
  const title = schedule === undefined ? words.plan.schedule : words.plan.editSchedule;
  const close = () => {
    setOpen(false);
    write.reset();
  };
  const save = () =>
    write.mutate(
      {
        parameters: { ws, env, id: id.trim() },
        body: { name: name.trim(), keepLast: Number(keepLast), isEnabled, isArchived },
      },
      { onSuccess: close },
    );
  const isWhole = id.trim() !== "" && name.trim() !== "" && Number.isInteger(Number(keepLast)) && Number(keepLast) > 0;
  return (
    <>
      <Button onClick={() => setOpen(true)}>{title}</Button>
      <Dialog
        isOpen={isOpen}
        title={title}
        onClose={close}
        confirm={
          <Button variant="primary" disabled={!isWhole} loading={write.isPending} onClick={save}>
            {words.save}
          </Button>
        }
      >
        <SpaceBetween size="m">
          <Alert type="info">{words.plan.scheduleMeans}</Alert>
          <FormField label={words.plan.scheduleName}>
            <Input value={name} onChange={({ detail }) => setName(detail.value)} ariaRequired />
          </FormField>
          {schedule === undefined && (
            <FormField label={words.plan.scheduleId} description={words.plan.scheduleIdHelp}>
              <Input value={id} onChange={({ detail }) => setId(detail.value)} ariaRequired />
            </FormField>
          )}
          <FormField label={words.plan.keepLast}>
            <Input
              type="number"
              inputMode="numeric"
              value={keepLast}
              onChange={({ detail }) => setKeepLast(detail.value)}
              ariaRequired
            />
          </FormField>
          <Checkbox checked={isEnabled} onChange={({ detail }) => setEnabled(detail.checked)}>
            {words.plan.isEnabled}
          </Checkbox>
          {schedule !== undefined && (
            <Checkbox checked={isArchived} onChange={({ detail }) => setArchived(detail.checked)}>
              {words.plan.isArchived}
            </Checkbox>
          )}
          <ApiErrorAlert error={write.error} />
        </SpaceBetween>
      </Dialog>
    </>
  );
}

interface ScheduleActionsProps {
  readonly ws: string;
  readonly env: string;
  readonly schedule: Stored;
}

/** What can be done with a schedule: back up and apply retention, or purge an archived one. */
export function ScheduleActions({ ws, env, schedule }: ScheduleActionsProps) {
  const { words } = useLanguage();
  const { can } = useWorkspace(ws);
  if (!can("tenant.backups.manage")) return null;
  const start = { ws, environmentId: env, values: { backupScheduleId: schedule.id } };
  const isArchived = textOf(schedule, "archivedAt") !== undefined;
  return (
    <SpaceBetween direction="horizontal" size="xs">
      {!isArchived && <StartButton {...start} type="backup.schedule.execute" label={words.plan.backUp} />}
      <StartButton {...start} type="backup.schedule.retention" label={words.plan.retention} />
      {isArchived && can("tenant.danger_zone") && (
        <StartButton {...start} type="backup.schedule.purge" label={words.plan.purge} />
      )}
      <ScheduleDialog ws={ws} env={env} schedule={schedule} />
    </SpaceBetween>
  );
}
