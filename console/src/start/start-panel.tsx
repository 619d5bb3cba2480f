import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import FormField from "@cloudscape-design/components/form-field";
import SegmentedControl from "@cloudscape-design/components/segmented-control";
import Select from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState } from "react";
import { useNavigate } from "react-router";
import type { showCatalog } from "../../../shared/contract/caller-routes.ts";
import type { startOperation } from "../../../shared/contract/operation-routes.ts";
import type { startWave } from "../../../shared/contract/wave-routes.ts";
import type { listEnvironments } from "../../../shared/contract/workspace-routes.ts";
import { type ApiError, isRefusal } from "../api/client.ts";
import { useRead, useWrite } from "../api/use-api.ts";
import { ApiErrorAlert } from "../parts/api-error-alert.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { recordPage, relatedPage, runPage } from "../runs/addresses.ts";
import { useWorkspace } from "../shell/me.tsx";
import { newWave, waveRequestOf } from "../wave/wave-draft.ts";
import { WaveFields } from "../wave/wave-fields.tsx";
import { useWaveWords } from "../wave/wave-words.ts";
import { fieldsOf, type InputField, inputOf, isOfPlace } from "./input-fields.ts";
import { InputForm } from "./input-form.tsx";
import { forgetDraft, keepDraft, type StartDraft } from "./start-draft.ts";
import { type Started, useSayStarted } from "./use-say-started.ts";

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

/** Starts one operation in one environment, or in many as a wave: type, input, and a result with a link. */
export function StartPanel({ ws, environmentId, type, values: given, openedBy, draft, onClose }: StartPanelProps) {
  const { words } = useWaveWords();
  const sayStarted = useSayStarted();
  const { can, isWhole } = useWorkspace(ws);
  const { data: catalog } = useRead<typeof showCatalog>("/api/catalog", {});
  const { data: environments } = useRead<typeof listEnvironments>("/api/workspaces/{ws}/environments", { ws });
  const [chosenType, setChosenType] = useState(draft?.type ?? type);
  const [chosenPlace, setChosenPlace] = useState(draft?.environmentId ?? environmentId);
  const [wantsWave, setWantsWave] = useState(draft?.wave !== undefined);
  const [wave, setWave] = useState(draft?.wave ?? newWave);
  const [values, setValues] = useState<Readonly<Record<string, string>>>(draft?.values ?? given ?? {});
  // One idempotency key per start: clicking twice, or again after a sign-in, starts nothing twice.
  const [idempotencyKey, setIdempotencyKey] = useState<string>(() => draft?.idempotencyKey ?? crypto.randomUUID());
  const navigate = useNavigate();
  const start = useWrite<typeof startOperation>("POST", "/api/workspaces/{ws}/operations");
  const startMany = useWrite<typeof startWave>("POST", "/api/workspaces/{ws}/waves");

  const startable = (catalog?.items ?? []).filter(
    ({ startable: isStartable, capability }) => isStartable && capability !== null && can(capability),
  );
  const ofPlatform = (catalog?.items ?? []).filter(({ startedBy }) => startedBy === "platform");
  const operation = startable.find((item) => item.type === chosenType);
  const allFields = fieldsOf(operation?.inputSchema ?? {});
  const mayWave = operation !== undefined && operation.inWaves !== "never" && isWhole && can("tenant.waves.start");
  const isWave = mayWave && wantsWave;
  const isDryWave = isWave && operation.inWaves === "as_plans";
  // What has a preview or a plan starts with it; its own page carries it out.
  const isPreview = !isWave && allFields.some(({ name }) => name === dryRun);
  const isPlan = allFields.some(({ refersTo }) => refersTo === "plans");
  const fields = allFields.filter((field) => {
    const { name, refersTo } = field;
    // The input of a wave is the same everywhere, so that it names no record of a target.
    if (isWave) return !ofPlan.has(name) && !isOfPlace(field);
    return !isPreview || !(ofPlan.has(name) || (!isPlan && refersTo === "restore-runs"));
  });
  const places = (environments?.items ?? [])
    .filter(({ isArchived }) => !isArchived)
    .map(({ id, name }) => ({ value: id, label: name }));
  const place = places.find(({ value }) => value === chosenPlace) ?? (places.length === 1 ? places[0] : undefined);

  const request = isWave ? waveRequestOf(wave) : undefined;
  const { error } = isWave ? startMany : start;
  const messageAt = (found: (path: string) => boolean) =>
    error?.problem?.errors?.find(({ path }) => found(path))?.message;
  const refuse = (refused: ApiError) => {
    // Expired: the form opens again after the sign-in. Unanswered: the start may exist, so its key stays.
    if (refused.status === 401) return;
    forgetDraft();
    if (isRefusal(refused)) setIdempotencyKey(crypto.randomUUID());
  };
  const submit = () => {
    if (operation === undefined) return;
    const kept = { openedBy, type: operation.type, environmentId: place?.value, values, idempotencyKey };
    if (request !== undefined) {
      keepDraft({ ...kept, wave });
      startMany.mutate(
        {
          parameters: { ws },
          body: {
            type: operation.type,
            input: { ...inputOf(fields, values), ...(isDryWave && { [dryRun]: true }) },
            ...request,
          },
          idempotencyKey,
        },
        {
          onSuccess({ run }) {
            onClose();
            if (run !== null) navigate(runPage(ws, run.id));
          },
          onError: refuse,
        },
      );
      return;
    }
    if (place === undefined) return;
    keepDraft({ ...kept, wave: undefined });
    const input = { ...inputOf(fields, values), ...(isPreview && { [dryRun]: true }) };
    start.mutate(
      {
        parameters: { ws },
        body: { type: operation.type, environmentId: place.value, input },
        idempotencyKey,
        onAnswered(answer) {
          forgetDraft();
          if (!isPreview || answer.run === null)
            sayStarted(answer, placeOf(ws, place.value, answer, words.start.openIt));
        },
      },
      {
        onSuccess(answer) {
          onClose();
          // The record of a preview or a plan has the id of its run.
          if (isPreview && answer.run !== null)
            navigate(recordPage(ws, place.value, isPlan ? "plans" : "restore-runs", answer.run.id));
        },
        onError: refuse,
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
          loading={start.isPending || startMany.isPending}
          disabled={operation === undefined || (isWave ? request === undefined : place === undefined)}
        >
          {isWave
            ? words.wave[isDryWave ? "submitDry" : "submit"]
            : isPlan
              ? words.plan.make
              : isPreview
                ? words.start.submitPreview
                : words.start.submit}
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
              startMany.reset();
            }}
          />
        </FormField>
        {mayWave && (
          <FormField label={words.wave.scope}>
            <SegmentedControl
              label={words.wave.scope}
              selectedId={isWave ? "many" : "one"}
              options={scopes.map((id) => ({ id, text: words.wave.scopes[id] }))}
              onChange={({ detail }) => setWantsWave(detail.selectedId === "many")}
            />
          </FormField>
        )}
        {isDryWave && <Alert type="info">{words.wave.dryMeans}</Alert>}
        {isWave ? (
          <WaveFields
            ws={ws}
            draft={wave}
            errorAt={(at) => messageAt((path) => isWithin(path, at))}
            onChange={setWave}
          />
        ) : (
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
        )}
        {operation !== undefined && (
          <InputForm
            ws={ws}
            env={place?.value}
            fields={fields}
            values={values}
            errorOf={(name) => messageAt((path) => isWithin(path, `input.${name}`))}
            onChange={(name, value) => setValues({ ...withoutDependents(fields, values, name), [name]: value })}
          />
        )}
        {operation !== undefined && fields.length === 0 && <Box color="text-body-secondary">{words.start.noInput}</Box>}
        <ApiErrorAlert
          error={error}
          isShownElsewhere={(path) =>
            fields.some(({ name }) => isWithin(path, `input.${name}`)) ||
            (isWave && wavePaths.some((name) => isWithin(path, name)))
          }
        />
      </SpaceBetween>
    </Dialog>
  );
}

const scopes = ["one", "many"] as const;
/** What the fields of a wave show the errors of. */
const wavePaths = ["targets", "canary", "concurrency", "stop"] as const;

const dryRun = "dryRun";
/** Fields that name a preview or a plan, and confirm it. */
const ofPlan: ReadonlySet<string> = new Set([dryRun, "planId", "planDigest", "confirmation"]);

type Values = Readonly<Record<string, string>>;

/** Records of another environment cannot be chosen here. */
function withoutReferences(fields: readonly InputField[], values: Values): Values {
  const references = new Set(fields.filter(isOfPlace).map(({ name }) => name));
  return Object.fromEntries(Object.entries(values).filter(([name]) => !references.has(name)));
}

/** Without what was chosen within a record that another one replaces. */
function withoutDependents(fields: readonly InputField[], values: Values, changed: string): Values {
  const dependents = new Set(
    fields
      .filter(({ within, inEnvironment }) => within === changed || inEnvironment === changed)
      .map(({ name }) => name),
  );
  return Object.fromEntries(Object.entries(values).filter(([name]) => !dependents.has(name)));
}

/** Whether an error path is that of a field or lies within it. */
const isWithin = (path: string, field: string): boolean => path === field || path.startsWith(`${field}.`);

/** Where what a start would have made is already. */
const placeOf = (ws: string, environmentId: string, answer: Started, link: string) => ({
  href: answer.run === null ? relatedPage({ workspaceId: ws, environmentId }, answer.related) : undefined,
  link,
});
