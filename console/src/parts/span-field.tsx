import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import Select from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useLanguage } from "../words/language.tsx";
import { type SpanDraft, spanUnits } from "./span-draft.ts";

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
  const options = spanUnits.map((value) => ({ value, label: words.units[value] }));
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
            onChange({ ...draft, unit: spanUnits.find((unit) => unit === detail.selectedOption.value) ?? draft.unit })
          }
        />
      </SpaceBetween>
    </FormField>
  );
}
