import DatePicker from "@cloudscape-design/components/date-picker";
import FormField from "@cloudscape-design/components/form-field";
import { useLanguage } from "../words/language.tsx";

export interface DayFormProps {
  readonly value: string | null;
  onChange(value: string | null): void;
}

/** A day of the reader's own time zone, which is named because others may share the address. */
export function DayForm({ value, onChange }: DayFormProps) {
  const { words } = useLanguage();
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return (
    <FormField constraintText={words.filter.localTime(zone)}>
      <DatePicker value={localDayOf(value)} onChange={({ detail }) => onChange(detail.value)} />
    </FormField>
  );
}

/** The local day of an instant from the address, or the day that was chosen. */
function localDayOf(value: string | null): string {
  if (value === null || !value.includes("T")) return value ?? "";
  const at = new Date(value);
  const two = (part: number) => String(part).padStart(2, "0");
  return Number.isNaN(at.getTime()) ? "" : `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}
