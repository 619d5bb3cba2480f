import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import DatePicker from "@cloudscape-design/components/date-picker";
import FormField from "@cloudscape-design/components/form-field";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Textarea from "@cloudscape-design/components/textarea";
import { useState } from "react";
import type { writePromiseException } from "../../../shared/contract/promise-routes.ts";
import type { PromiseAnswer, PromiseCell } from "../../../shared/contract/promises.ts";
import { useWrite } from "../api/use-api.ts";
import { ApiErrorAlert } from "../parts/api-error-alert.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { PersonField } from "../people/person-field.tsx";
import { useMe } from "../shell/me.tsx";
import { usePromiseWords } from "./promise-words.ts";

interface ExceptionDialogProps {
  readonly ws: string;
  readonly promise: PromiseAnswer;
  readonly environment: { readonly id: string; readonly name: string };
  /** The current exception; null without one. */
  readonly exception: PromiseCell["exception"];
  onClose(): void;
}

/** Excepts an environment from a promise until a day, changes the exception, or ends it. */
export function ExceptionDialog({ ws, promise, environment, exception, onClose }: ExceptionDialogProps) {
  const { words } = usePromiseWords();
  const me = useMe();
  const [reason, setReason] = useState(exception?.reason ?? "");
  const [ownerId, setOwnerId] = useState(exception?.ownerId ?? me.id);
  const [day, setDay] = useState("");
  const write = useWrite<typeof writePromiseException>("PUT", "/api/workspaces/{ws}/promises/{id}/exceptions/{env}");
  // The whole day, where the reader is.
  const until = Date.parse(`${day}T23:59:59`);
  const isWhole = reason.trim() !== "" && ownerId.trim() !== "" && !Number.isNaN(until);
  const save = (end: Date) =>
    write.mutate(
      {
        parameters: { ws, id: promise.id, env: environment.id },
        body: { until: end.toISOString(), reason: reason.trim(), ownerId: ownerId.trim() },
      },
      { onSuccess: onClose },
    );
  const label = exception === null ? words.promise.except : words.promise.changeException;
  return (
    <Dialog
      isOpen
      title={`${environment.name}: ${promise.name}`}
      onClose={onClose}
      confirm={
        <SpaceBetween direction="horizontal" size="xs">
          {exception !== null && (
            // An instant that has passed ends it: the last change is one by the clock of the API.
            <Button loading={write.isPending} onClick={() => save(new Date(exception.changedAt))}>
              {words.promise.endException}
            </Button>
          )}
          <Button variant="primary" disabled={!isWhole} loading={write.isPending} onClick={() => save(new Date(until))}>
            {label}
          </Button>
        </SpaceBetween>
      }
    >
      <SpaceBetween size="m">
        <Alert type="info">{words.promise.exceptMeans}</Alert>
        <FormField label={words.promise.reason}>
          <Textarea value={reason} onChange={({ detail }) => setReason(detail.value)} ariaRequired />
        </FormField>
        <FormField label={words.promise.until}>
          <DatePicker
            value={day}
            placeholder="YYYY/MM/DD"
            onChange={({ detail }) => setDay(detail.value)}
            ariaRequired
          />
        </FormField>
        <PersonField
          ws={ws}
          label={words.promise.owner}
          description={words.promise.ownerHelp}
          value={ownerId}
          onChange={setOwnerId}
        />
        <ApiErrorAlert error={write.error} />
      </SpaceBetween>
    </Dialog>
  );
}
