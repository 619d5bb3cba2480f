import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState } from "react";
import type { startOperation } from "../../../shared/contract/operation-routes.ts";
import type { showRecord } from "../../../shared/contract/workspace-routes.ts";
import { useRead, useWrite } from "../api/use-api.ts";
import { fieldOf, numberOf, type Stored, textOf } from "../environment/fields.ts";
import { ApiErrorAlert } from "../parts/api-error-alert.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { usePlaceNames } from "../runs/place-name.tsx";
import { useLanguage } from "../words/language.tsx";
import { ChangeReach, operationOf, subjectOf } from "./change-set.tsx";

interface CarryOutProps {
  readonly ws: string;
  readonly env: string;
  readonly preview: Stored;
  onStarted(runId: string): void;
}

/** Executes a preview, after its consequence was read and the environment's name was typed. */
export function CarryOut({ ws, env, preview, onStarted }: CarryOutProps) {
  const { words, formats } = useLanguage();
  const [isAsking, setAsking] = useState(false);
  const [typed, setTyped] = useState("");
  // One key for one confirmation: clicking twice starts nothing twice.
  const [idempotencyKey] = useState(() => crypto.randomUUID());
  const start = useWrite<typeof startOperation>("POST", "/api/workspaces/{ws}/operations");
  const environment = usePlaceNames(ws)(env);
  const connectionId = textOf(preview, "providerConnectionId") ?? "";
  const { data: connection } = useRead<typeof showRecord>(
    "/api/workspaces/{ws}/environments/{env}/records/{kind}/{id}",
    { ws, env, kind: "provider-connections", id: connectionId },
    { isWanted: isAsking },
  );
  const count = (name: string) => numberOf(fieldOf(preview, "preview"), name) ?? 0;
  const changes = count("create") + count("update") + count("delete");
  const action = textOf(preview, "action") ?? "restore";
  const close = () => {
    setAsking(false);
    setTyped("");
    start.reset();
  };
  const confirm = () =>
    start.mutate(
      {
        parameters: { ws },
        body: {
          type: operationOf(preview),
          environmentId: env,
          // Exactly what this page shows: another content is rejected.
          input: {
            ...subjectOf(preview),
            restoreRunId: preview.id,
            planDigest: textOf(preview, "digest"),
            confirmation: typed.trim(),
          },
        },
        idempotencyKey,
      },
      {
        onSuccess({ run }) {
          close();
          if (run !== null) onStarted(run.id);
        },
      },
    );
  return (
    <>
      <Button variant="primary" onClick={() => setAsking(true)}>
        {words.changeSet.carryOut[action] ?? words.restore.carryOut}
      </Button>
      <Dialog
        isOpen={isAsking}
        title={`${words.changeSet.carryOut[action] ?? words.restore.carryOut}: ${environment}`}
        onClose={close}
        confirm={
          <Button variant="primary" loading={start.isPending} disabled={typed.trim() !== environment} onClick={confirm}>
            {action === "delete"
              ? words.changeSet.deleteCount(formats.number(changes))
              : words.restore.carryOutCount(formats.number(changes))}
          </Button>
        }
      >
        <SpaceBetween size="m">
          <Alert
            type="warning"
            header={
              action === "restore"
                ? words.restore.consequence(
                    formats.number(count("create")),
                    formats.number(count("update")),
                    environment,
                    textOf(connection, "displayName") ?? connectionId,
                  )
                : (words.changeSet.consequence[action]?.(
                    formats.number(changes),
                    environment,
                    textOf(connection, "displayName") ?? connectionId,
                  ) ?? environment)
            }
          >
            {words.changeSet.warning[action] ?? words.restore.overwrites}
          </Alert>
          <ChangeReach preview={preview} />
          <FormField label={words.restore.confirmName(environment)} stretch>
            <Input value={typed} onChange={({ detail }) => setTyped(detail.value)} ariaRequired autoComplete={false} />
          </FormField>
          <ApiErrorAlert error={start.error} />
        </SpaceBetween>
      </Dialog>
    </>
  );
}
