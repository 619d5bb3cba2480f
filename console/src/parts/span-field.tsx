import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import Select from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useLanguage } from "../words/language.tsx";

export interface SpanDraft {
  readonly value: string;
  readonly unit: "minutes" | "hours" | "days";
}

const secondsOf = { minutes: 60, hours: 3600, days: 86_400 } as const;
const units = ["minutes", "hours", "days"] as const;

/** A span in the largest unit of which it is a whole number; a day is 24 hours. */
export function spanDraftOf(seconds: number): SpanDraft {
  const unit = seconds % 86_400 === 0 && seconds > 86_400 ? "days" : seconds % 3600 === 0 ? "hours" : "minutes";
  return { value: String(seconds / secondsOf[unit]), unit };
}

/** Seconds of a whole span; undefined otherwise. */
export function spanSecondsOf({ value, unit }: SpanDraft): number | undefined {
  const seconds = Number(value) * secondsOf[unit];
  return Number.isInteger(seconds) && seconds > 0 ? seconds : undefined;
}

interface SpanFieldProps {
  readonly label: string;
  readonly draft: SpanDraft;
  /** The API's error for the span. */
  readonly error?: string | undefined;
  onChange(draft: SpanDraft): void;
}

/** A number and its unit. */
export function SpanField({ label, draft, error, onChange }: SpanFieldProps) {
  const { words } = useLanguage();
  const options = units.map((value) => ({ value, label: words.units[value] }));
  return (
    <FormField label={label} errorText={error}>
      <SpaceBetween direction="horizontal" size="xs">
        <Input
          type="number"
          inputMode="numeric"
          ariaLabel={label}
          value={draft.value}
          onChange={({ detail }) => onChange({ ...draft, value: detail.value })}
          ariaRequired
        />
        <Select
          ariaLabel={words.unit}
          options={options}
          selectedOption={options.find(({ value }) => value === draft.unit) ?? null}
          onChange={({ detail }) =>
            onChange({ ...draft, unit: units.find((unit) => unit === detail.selectedOption.value) ?? draft.unit })
          }
        />
      </SpaceBetween>
    </FormField>
  );
}
