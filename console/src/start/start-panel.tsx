import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import FormField from "@cloudscape-design/components/form-field";
import Select from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState } from "react";
import { useNavigate } from "react-router";
import type * as z from "zod";
import type { showCatalog } from "../../../shared/contract/caller-routes.ts";
import type { startOperation } from "../../../shared/contract/operation-routes.ts";
import type { queuedAnswer, startedAnswer } from "../../../shared/contract/runs.ts";
import type { listEnvironments } from "../../../shared/contract/workspace-routes.ts";
import { isRefusal } from "../api/client.ts";
import { useRead, useWrite } from "../api/use-api.ts";
import { ApiErrorAlert } from "../parts/api-error-alert.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { recordPage, relatedPage, runPage } from "../runs/addresses.ts";
import { useWorkspace } from "../shell/me.tsx";
import { useToasts } from "../shell/toasts.tsx";
import { useLanguage } from "../words/language.tsx";
import { fieldsOf, type InputField, inputOf } from "./input-fields.ts";
import { InputForm } from "./input-form.tsx";
import { forgetDraft, keepDraft, type StartDraft } from "./start-draft.ts";

type Started = z.infer<typeof startedAnswer> | z.infer<typeof queuedAnswer>;

interface StartPanelProps {
  readonly ws: string;
  readonly environmentId: string | undefined;
  readonly type: string | undefined;
  /** Values that the form starts with. */
  readonly values?: Readonly<Record<string, string>> | undefined;
  /** The button that opened the form. */
  readonly openedBy: string;
  /** A start that a sign-in interrupted. */
  readonly draft: StartDraft | undefined;
  onClose(): void;
}

/** Starts one operation: type, input, and a result with a link. */
export function StartPanel({ ws, environmentId, type, values: given, openedBy, draft, onClose }: StartPanelProps) {
  const { words } = useLanguage();
  const toasts = useToasts();
  const { can } = useWorkspace(ws);
  const { data: catalog } = useRead<typeof showCatalog>("/api/catalog", {});
  const { data: environments } = useRead<typeof listEnvironments>("/api/workspaces/{ws}/environments", { ws });
  const [chosenType, setChosenType] = useState(draft?.type ?? type);
  const [chosenPlace, setChosenPlace] = useState(draft?.environmentId ?? environmentId);
  const [values, setValues] = useState<Readonly<Record<string, string>>>(draft?.values ?? given ?? {});
  // One idempotency key per start: clicking twice, or again after a sign-in, starts nothing twice.
  const [idempotencyKey, setIdempotencyKey] = useState<string>(() => draft?.idempotencyKey ?? crypto.randomUUID());
  const navigate = useNavigate();
  const start = useWrite<typeof startOperation>("POST", "/api/workspaces/{ws}/operations");

  const startable = (catalog?.items ?? []).filter(
    ({ startable: isStartable, capability }) => isStartable && capability !== null && can(capability),
  );
  const ofPlatform = (catalog?.items ?? []).filter(({ startedBy }) => startedBy === "platform");
  const operation = startable.find((item) => item.type === chosenType);
  const allFields = fieldsOf(operation?.inputSchema ?? {});
  // What has a preview or a plan starts with it; its own page carries it out.
  const isPreview = allFields.some(({ name }) => name === dryRun);
  const isPlan = allFields.some(({ refersTo }) => refersTo === "plans");
  const fields = allFields.filter(
    ({ name, refersTo }) => !isPreview || !(ofPlan.has(name) || (!isPlan && refersTo === "restore-runs")),
  );
  const places = (environments?.items ?? [])
    .filter(({ isArchived }) => !isArchived)
    .map(({ id, name }) => ({ value: id, label: name }));
  const place = places.find(({ value }) => value === chosenPlace) ?? (places.length === 1 ? places[0] : undefined);

  const submit = () => {
    if (operation === undefined || place === undefined) return;
    keepDraft({ openedBy, type: operation.type, environmentId: place.value, values, idempotencyKey });
    const input = { ...inputOf(fields, values), ...(isPreview && { [dryRun]: true }) };
    start.mutate(
      {
        parameters: { ws },
        body: { type: operation.type, environmentId: place.value, input },
        idempotencyKey,
      },
      {
        onSuccess(answer) {
          onClose();
          if (isPreview && answer.run !== null) {
            // The record of a preview or a plan has the id of its run.
            navigate(recordPage(ws, place.value, isPlan ? "plans" : "restore-runs", answer.run.id));
            return;
          }
          toasts.say({
            type: answer.result === "queued" ? "success" : "info",
            text: words.start.results[answer.result],
            href: placeOf(ws, place.value, answer),
            link: answer.run === null ? words.start.openIt : answer.run.label,
            isRunState: answer.result === "queued",
          });
        },
        onError(error) {
          // Expired: the form opens again after the sign-in. Unanswered: the start may exist, so its key stays.
          if (error.status === 401) return;
          forgetDraft();
          if (isRefusal(error)) setIdempotencyKey(crypto.randomUUID());
        },
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
          {isPlan ? words.plan.make : isPreview ? words.start.submitPreview : words.start.submit}
        </Button>
      }
    >
      <SpaceBetween size="m">
        {draft !== undefined && <Alert type="info">{words.start.interrupted}</Alert>}
        <FormField
          label={words.start.type}
          constraintText={
            ofPlatform.length > 0 && words.start.byPlatform(ofPlatform.map(({ label }) => label).join(", "))
          }
          stretch
        >
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
            onChange={({ detail }) => {
              setChosenPlace(detail.selectedOption.value);
              setValues(withoutReferences(fields, values));
            }}
          />
        </FormField>
        {operation !== undefined && (
          <InputForm
            ws={ws}
            env={place?.value}
            fields={fields}
            values={values}
            errorOf={(name) => start.error?.problem?.errors?.find(({ path }) => isAt(path, name))?.message}
            onChange={(name, value) => setValues({ ...withoutDependents(fields, values, name), [name]: value })}
          />
        )}
        {operation !== undefined && fields.length === 0 && <Box color="text-body-secondary">{words.start.noInput}</Box>}
        <ApiErrorAlert error={start.error} isShownElsewhere={(path) => fields.some(({ name }) => isAt(path, name))} />
      </SpaceBetween>
    </Dialog>
  );
}

const dryRun = "dryRun";
/** Fields that name a preview or a plan, and confirm it. */
const ofPlan: ReadonlySet<string> = new Set([dryRun, "planId", "planDigest", "confirmation"]);

type Values = Readonly<Record<string, string>>;

/** Records of another environment cannot be chosen here. */
function withoutReferences(fields: readonly InputField[], values: Values): Values {
  const references = new Set(fields.flatMap(({ name, refersTo }) => (refersTo === undefined ? [] : [name])));
  return Object.fromEntries(Object.entries(values).filter(([name]) => !references.has(name)));
}

/** Without what was chosen within a record that another one replaces. */
function withoutDependents(fields: readonly InputField[], values: Values, changed: string): Values {
  const dependents = new Set(fields.flatMap(({ name, within }) => (within === changed ? [name] : [])));
  return Object.fromEntries(Object.entries(values).filter(([name]) => !dependents.has(name)));
}

/** Whether an error path is that of an input field or lies within it. */
const isAt = (path: string, name: string): boolean => path === `input.${name}` || path.startsWith(`input.${name}.`);

function placeOf(ws: string, environmentId: string, answer: Started): string | undefined {
  return answer.run === null
    ? relatedPage({ workspaceId: ws, environmentId }, answer.related)
    : runPage(answer.run.workspaceId, answer.run.id);
}
