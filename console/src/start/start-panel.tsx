import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import FormField from "@cloudscape-design/components/form-field";
import Select from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState } from "react";
import type * as z from "zod";
import type { showCatalog } from "../../../shared/contract/caller-routes.ts";
import type { startOperation } from "../../../shared/contract/operation-routes.ts";
import type { queuedAnswer, startedAnswer } from "../../../shared/contract/runs.ts";
import type { listEnvironments } from "../../../shared/contract/workspace-routes.ts";
import { useRead, useWrite } from "../api/use-api.ts";
import { ApiErrorAlert } from "../parts/api-error-alert.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { relatedPage, runPage } from "../runs/addresses.ts";
import { useWorkspace } from "../shell/me.tsx";
import { useToasts } from "../shell/toasts.tsx";
import { useLanguage } from "../words/language.tsx";
import { fieldsOf, inputOf } from "./input-fields.ts";
import { InputForm } from "./input-form.tsx";

type Started = z.infer<typeof startedAnswer> | z.infer<typeof queuedAnswer>;

interface StartPanelProps {
  readonly ws: string;
  readonly environmentId: string | undefined;
  readonly type: string | undefined;
  onClose(): void;
}

/** Starts one operation: type, input, and a result with a link. */
export function StartPanel({ ws, environmentId, type, onClose }: StartPanelProps) {
  const { words } = useLanguage();
  const toasts = useToasts();
  const { can } = useWorkspace(ws);
  const { data: catalog } = useRead<typeof showCatalog>("/api/catalog", {});
  const { data: environments } = useRead<typeof listEnvironments>("/api/workspaces/{ws}/environments", { ws });
  const [chosenType, setChosenType] = useState(type);
  const [chosenPlace, setChosenPlace] = useState(environmentId);
  const [values, setValues] = useState<Readonly<Record<string, string>>>({});
  // One idempotency key per start: clicking twice starts nothing twice.
  const [idempotencyKey, setIdempotencyKey] = useState(() => crypto.randomUUID());
  const start = useWrite<typeof startOperation>("POST", "/api/workspaces/{ws}/operations");

  const startable = (catalog?.items ?? []).filter(
    ({ startable: isStartable, capability }) => isStartable && capability !== null && can(capability),
  );
  const operation = startable.find((item) => item.type === chosenType);
  const fields = fieldsOf(operation?.inputSchema ?? {});
  const places = (environments?.items ?? [])
    .filter(({ isArchived }) => !isArchived)
    .map(({ id, name }) => ({ value: id, label: name }));
  const place = places.find(({ value }) => value === chosenPlace) ?? (places.length === 1 ? places[0] : undefined);

  const submit = () => {
    if (operation === undefined || place === undefined) return;
    start.mutate(
      {
        parameters: { ws },
        body: { type: operation.type, environmentId: place.value, input: inputOf(fields, values) },
        idempotencyKey,
      },
      {
        onSuccess(answer) {
          onClose();
          toasts.say({
            type: answer.result === "queued" ? "success" : "info",
            text: words.start.results[answer.result],
            href: placeOf(ws, place.value, answer),
            link: answer.run === null ? words.start.openIt : answer.run.label,
          });
        },
        // A retry after an error is a new start.
        onError: () => setIdempotencyKey(crypto.randomUUID()),
      },
    );
  };

  return (
    <Dialog
      isOpen
      title={words.start.title}
      onClose={onClose}
      confirm={
        <Button
          variant="primary"
          onClick={submit}
          loading={start.isPending}
          disabled={operation === undefined || place === undefined}
        >
          {words.start.submit}
        </Button>
      }
    >
      <SpaceBetween size="m">
        <FormField label={words.start.type} stretch>
          <Select
            selectedOption={operation === undefined ? null : { value: operation.type, label: operation.label }}
            options={startable.map(({ type: value, label, familyLabel, riskLabel }) => ({
              value,
              label,
              description: `${familyLabel} · ${riskLabel}`,
            }))}
            placeholder={words.start.chooseType}
            empty={words.start.nothing}
            onChange={({ detail }) => {
              setChosenType(detail.selectedOption.value);
              setValues({});
              start.reset();
            }}
          />
        </FormField>
        <FormField label={words.run.environment} stretch>
          <Select
            selectedOption={place ?? null}
            options={places}
            placeholder={words.start.choosePlace}
            onChange={({ detail }) => setChosenPlace(detail.selectedOption.value)}
          />
        </FormField>
        {operation !== undefined && (
          <InputForm
            fields={fields}
            values={values}
            errorOf={(name) => start.error?.problem?.errors?.find(({ path }) => isAt(path, name))?.message}
            onChange={(name, value) => setValues({ ...values, [name]: value })}
          />
        )}
        {operation !== undefined && fields.length === 0 && <Box color="text-body-secondary">{words.start.noInput}</Box>}
        <ApiErrorAlert error={start.error} isShownElsewhere={(path) => fields.some(({ name }) => isAt(path, name))} />
      </SpaceBetween>
    </Dialog>
  );
}

/** Whether an error path is that of an input field or lies within it. */
const isAt = (path: string, name: string): boolean => path === `input.${name}` || path.startsWith(`input.${name}.`);

function placeOf(ws: string, environmentId: string, answer: Started): string | undefined {
  return answer.run === null
    ? relatedPage({ workspaceId: ws, environmentId }, answer.related)
    : runPage(answer.run.workspaceId, answer.run.id);
}
