import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import Select from "@cloudscape-design/components/select";
import { useState } from "react";
import { useNavigate } from "react-router";
import type { showCatalog } from "../../../shared/contract/caller-routes.ts";
import type { createSchedule, editSchedule } from "../../../shared/contract/schedule-routes.ts";
import type { ScheduleAnswer } from "../../../shared/contract/schedules.ts";
import { isRefusal } from "../api/client.ts";
import { useRead, useWrite } from "../api/use-api.ts";
import { ApiErrorAlert } from "../parts/api-error-alert.tsx";
import { SaveDialog } from "../parts/save-dialog.tsx";
import { schedulePage } from "../runs/addresses.ts";
import { useWorkspace } from "../shell/me.tsx";
import { fieldsOf, inputOf, valuesOf } from "../start/input-fields.ts";
import { InputForm } from "../start/input-form.tsx";
import { draftOf, newRule, ruleOf } from "./rule-draft.ts";
import { RuleFields } from "./rule-fields.tsx";
import { RulePreview } from "./rule-preview.tsx";
import { useScheduleWords } from "./schedule-words.ts";
import { newStartRules, StartRules, startRulesOf } from "./start-rules.tsx";
import { isWholePlace, type Place, TargetsField } from "./targets-field.tsx";

interface ScheduleFormProps {
  readonly ws: string;
  /** Absent for a new one. */
  readonly schedule?: ScheduleAnswer;
  /** The environment of a new one. */
  readonly environmentId?: string | undefined;
  onClose(): void;
}

const schedules = "/api/workspaces/{ws}/schedules";

/** Creates a schedule, or changes one. The next slots of its rule are shown while it is entered. */
export function ScheduleForm({ ws, schedule, environmentId, onClose }: ScheduleFormProps) {
  const { words } = useScheduleWords();
  const { can } = useWorkspace(ws);
  const navigate = useNavigate();
  const { data: catalog } = useRead<typeof showCatalog>("/api/catalog", {});
  const [name, setName] = useState(schedule?.name ?? "");
  const [type, setType] = useState(schedule?.type);
  const [place, setPlace] = useState<Place | undefined>(
    schedule?.environmentId ?? schedule?.wave?.targets ?? environmentId,
  );
  // Undefined until it is changed, because the fields of a stored input come with the catalog.
  const [entered, setEntered] = useState<Readonly<Record<string, string>>>();
  const [draft, setDraft] = useState(() => (schedule === undefined ? newRule() : draftOf(schedule.rule)));
  const [starts, setStarts] = useState(() => (schedule === undefined ? newStartRules : startRulesOf(schedule)));
  const [idempotencyKey, setIdempotencyKey] = useState<string>(() => crypto.randomUUID());
  const create = useWrite<typeof createSchedule>("POST", schedules);
  const edit = useWrite<typeof editSchedule>("PUT", `${schedules}/{schedule}`);

  const types = (catalog?.items ?? [])
    .filter(({ isSchedulable, capability }) => isSchedulable && capability !== null && can(capability))
    .map((item) => ({ value: item.type, label: item.label, description: item.familyLabel, schema: item.inputSchema }));
  const operation = types.find(({ value }) => value === type);
  const fields = fieldsOf(operation?.schema ?? {}).filter(({ name: field }) => field !== "dryRun");
  const values = entered ?? valuesOf(fields, schedule?.input ?? {});
  const rule = ruleOf(draft);
  const error = schedule === undefined ? create.error : edit.error;
  const messageOf = (path: string) => error?.problem?.errors?.find((one) => one.path.startsWith(path))?.message;

  const save = () => {
    if (rule === undefined || type === undefined || place === undefined) return;
    const settings = { name: name.trim(), input: inputOf(fields, values), rule, ...starts };
    const wave = typeof place === "object" && { wave: { ...rulesOf(schedule), targets: place } };
    const one = typeof place === "string" && { environmentId: place };
    if (schedule !== undefined) {
      const body = { ...settings, ...wave, rev: schedule.rev, jitterSeconds: schedule.jitterSeconds };
      edit.mutate({ parameters: { ws, schedule: schedule.id }, body }, { onSuccess: onClose });
      return;
    }
    create.mutate(
      { parameters: { ws }, body: { ...settings, ...wave, ...one, type }, idempotencyKey },
      {
        onSuccess: ({ id }) => navigate(schedulePage(ws, id)),
        onError(refused) {
          if (isRefusal(refused)) setIdempotencyKey(crypto.randomUUID());
        },
      },
    );
  };
  const isWhole = name.trim() !== "" && type !== undefined && isWholePlace(place) && rule !== undefined;
  return (
    <SaveDialog
      size="large"
      title={schedule === undefined ? words.schedule.create : `${words.schedule.edit}: ${schedule.name}`}
      isWhole={isWhole}
      isPending={create.isPending || edit.isPending}
      onSave={save}
      onClose={onClose}
    >
      <FormField label={words.schedule.name}>
        <Input value={name} onChange={({ detail }) => setName(detail.value)} ariaRequired />
      </FormField>
      {schedule === undefined && (
        <FormField label={words.run.operation}>
          <Select
            options={types}
            selectedOption={operation ?? null}
            placeholder={words.start.chooseType}
            empty={words.start.nothing}
            onChange={({ detail }) => {
              setType(detail.selectedOption.value);
              setEntered({});
            }}
          />
        </FormField>
      )}
      {(schedule === undefined || schedule.wave !== null) && (
        <TargetsField
          ws={ws}
          place={place}
          isSeveral={schedule !== undefined}
          onChange={(chosen) => {
            setPlace(chosen);
            if (schedule === undefined) setEntered({});
          }}
        />
      )}
      {fields.length > 0 && (
        <InputForm
          ws={ws}
          env={typeof place === "string" ? place : undefined}
          fields={fields}
          values={values}
          errorOf={(field) => messageOf(`input.${field}`)}
          onChange={(field, value) => setEntered({ ...values, [field]: value })}
        />
      )}
      <RuleFields draft={draft} error={messageOf("rule")} onChange={setDraft} />
      <RulePreview ws={ws} rule={rule} />
      <StartRules rules={starts} onChange={setStarts} />
      <ApiErrorAlert
        error={error}
        isShownElsewhere={(path) => path.startsWith("rule") || fields.some((field) => path === `input.${field.name}`)}
      />
    </SaveDialog>
  );
}

/** The rules of a stored wave, which an edit of its targets keeps. */
function rulesOf(schedule: ScheduleAnswer | undefined) {
  const { canary, concurrency, stop } = schedule?.wave ?? {};
  return { canary, concurrency, stop };
}
