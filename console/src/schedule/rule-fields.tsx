import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import Multiselect from "@cloudscape-design/components/multiselect";
import Select from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import TimeInput from "@cloudscape-design/components/time-input";
import { SpanField } from "../parts/span-field.tsx";
import type { RuleDraft } from "./rule-draft.ts";
import { useScheduleWords } from "./schedule-words.ts";

interface RuleFieldsProps {
  readonly draft: RuleDraft;
  /** The API's error for the rule. */
  readonly error: string | undefined;
  onChange(draft: RuleDraft): void;
}

const kinds = ["daily", "weekly", "monthly", "every", "cron"] as const;
/** Days that every month has. */
const daysOfMonth = Array.from({ length: 28 }, (_, at) => String(at + 1));
/** A Sunday, from which the names of the days are counted. */
const sunday = Date.UTC(2026, 0, 4);

/** When the work starts: a time of day, an interval, or a cron expression. */
export function RuleFields({ draft, error, onChange }: RuleFieldsProps) {
  const { words } = useScheduleWords();
  const { kind } = draft;
  const kindOptions = kinds.map((value) => ({ value, label: words.schedule.kinds[value] }));
  return (
    <SpaceBetween size="m">
      <FormField label={words.schedule.rule}>
        <Select
          options={kindOptions}
          selectedOption={kindOptions.find(({ value }) => value === kind) ?? null}
          onChange={({ detail }) => {
            const chosen = kinds.find((one) => one === detail.selectedOption.value);
            if (chosen !== undefined) onChange({ ...draft, kind: chosen });
          }}
        />
      </FormField>
      {kind === "weekly" && <Days draft={draft} onChange={onChange} />}
      {kind === "monthly" && (
        <FormField label={words.schedule.dayOfMonth}>
          <Select
            options={daysOfMonth.map((value) => ({ value, label: value }))}
            selectedOption={{ value: draft.dayOfMonth, label: draft.dayOfMonth }}
            onChange={({ detail }) => onChange({ ...draft, dayOfMonth: detail.selectedOption.value ?? "1" })}
          />
        </FormField>
      )}
      {kind === "every" && (
        <SpanField
          label={words.schedule.every}
          draft={draft.every}
          error={error}
          onChange={(every) => onChange({ ...draft, every })}
        />
      )}
      {kind === "cron" && (
        <FormField label={words.schedule.cron} description={words.schedule.cronHelp} errorText={error}>
          <Input
            value={draft.cron}
            onChange={({ detail }) => onChange({ ...draft, cron: detail.value })}
            ariaRequired
          />
        </FormField>
      )}
      {(kind === "daily" || kind === "weekly" || kind === "monthly") && (
        <FormField label={words.schedule.time} errorText={error}>
          <TimeInput
            format="hh:mm"
            use24Hour
            placeholder="hh:mm"
            value={draft.time}
            onChange={({ detail }) => onChange({ ...draft, time: detail.value })}
            ariaRequired
          />
        </FormField>
      )}
      {kind !== "every" && <Zone draft={draft} onChange={onChange} />}
    </SpaceBetween>
  );
}

type PartProps = Pick<RuleFieldsProps, "draft" | "onChange">;

function Days({ draft, onChange }: PartProps) {
  const { words, formats } = useScheduleWords();
  // A week begins on Monday.
  const options = [1, 2, 3, 4, 5, 6, 0].map((day) => ({
    value: String(day),
    label: formats.weekday(sunday + day * 86_400_000),
  }));
  return (
    <FormField label={words.schedule.days}>
      <Multiselect
        options={options}
        selectedOptions={options.filter(({ value }) => draft.days.includes(value))}
        placeholder={words.schedule.chooseDays}
        deselectAriaLabel={({ label }) => words.start.removeRecord(label ?? "")}
        onChange={({ detail }) => onChange({ ...draft, days: detail.selectedOptions.map(({ value }) => value ?? "") })}
      />
    </FormField>
  );
}

function Zone({ draft, onChange }: PartProps) {
  const { words } = useScheduleWords();
  const zones = [...new Set([draft.timezone, "UTC", ...Intl.supportedValuesOf("timeZone")])];
  return (
    <FormField label={words.schedule.timezone}>
      <Select
        filteringType="auto"
        virtualScroll
        filteringAriaLabel={words.schedule.findZone}
        filteringPlaceholder={words.schedule.findZone}
        options={zones.map((value) => ({ value, label: value }))}
        selectedOption={{ value: draft.timezone, label: draft.timezone }}
        onChange={({ detail }) => onChange({ ...draft, timezone: detail.selectedOption.value ?? "UTC" })}
      />
    </FormField>
  );
}
