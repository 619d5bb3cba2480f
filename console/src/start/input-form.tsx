import Checkbox from "@cloudscape-design/components/checkbox";
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import Multiselect from "@cloudscape-design/components/multiselect";
import Select from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Textarea from "@cloudscape-design/components/textarea";
import { isRecordKind } from "../environment/record-kind.ts";
import { useLanguage } from "../words/language.tsx";
import { EnvironmentPicker } from "./environment-picker.tsx";
import type { InputField } from "./input-fields.ts";
import { RecordPicker } from "./record-picker.tsx";

interface InputFormProps {
  readonly ws: string;
  /** Undefined until an environment is chosen. */
  readonly env: string | undefined;
  readonly fields: readonly InputField[];
  readonly values: Readonly<Record<string, string>>;
  /** The API's error for a field. */
  errorOf(name: string): string | undefined;
  onChange(name: string, value: string): void;
}

/** Form for the input of an operation. */
export function InputForm({ ws, env, fields, values, errorOf, onChange }: InputFormProps) {
  return (
    <SpaceBetween size="m">
      {fields.map((field) => (
        <Field
          key={field.name}
          ws={ws}
          env={field.inEnvironment === undefined ? env : values[field.inEnvironment] || undefined}
          within={field.within === undefined ? undefined : values[field.within]}
          field={field}
          value={values[field.name] ?? ""}
          error={errorOf(field.name)}
          onChange={onChange}
        />
      ))}
    </SpaceBetween>
  );
}

interface FieldProps extends Pick<InputFormProps, "ws" | "env"> {
  /** The id of the record that must contain what is chosen. */
  readonly within: string | undefined;
  readonly field: InputField;
  readonly value: string;
  readonly error: string | undefined;
  onChange(name: string, value: string): void;
}

function Field({ ws, env, within, field, value, error, onChange }: FieldProps) {
  const { words } = useLanguage();
  const { name, label, help, kind, choices, isRequired, refersTo } = field;
  const option = (choice: string) => ({ value: choice, label: words.start.choices[choice] ?? choice });
  const change = ({ detail }: { readonly detail: { readonly value: string } }) => onChange(name, detail.value);
  if (kind === "yes_no") {
    return (
      <Checkbox
        checked={value === "true"}
        description={help}
        onChange={({ detail }) => onChange(name, String(detail.checked))}
      >
        {label}
      </Checkbox>
    );
  }
  return (
    <FormField
      label={isRequired ? label : `${label} – ${words.start.optional}`}
      description={help}
      errorText={error}
      constraintText={kind === "list" && refersTo === undefined ? words.start.onePerLine : undefined}
      stretch
    >
      {refersTo === "environments" ? (
        <EnvironmentPicker ws={ws} value={value} onChange={(chosen) => onChange(name, chosen)} />
      ) : refersTo !== undefined && isRecordKind(refersTo, words.record.kinds) ? (
        <RecordPicker
          ws={ws}
          env={env}
          kind={refersTo}
          isList={kind === "list"}
          isWithinAnother={field.within !== undefined}
          within={within}
          value={value}
          onChange={(chosen) => onChange(name, chosen)}
        />
      ) : kind === "choice" ? (
        <Select
          selectedOption={value === "" ? null : option(value)}
          options={choices.map(option)}
          onChange={({ detail }) => onChange(name, detail.selectedOption.value ?? "")}
        />
      ) : kind === "choices" ? (
        <Multiselect
          selectedOptions={value.split(" ").flatMap((choice) => (choice === "" ? [] : [option(choice)]))}
          options={choices.map(option)}
          placeholder={words.start.all}
          onChange={({ detail }) => onChange(name, detail.selectedOptions.map((one) => one.value ?? "").join(" "))}
        />
      ) : kind === "list" || kind === "json" ? (
        <Textarea value={value} onChange={change} rows={3} />
      ) : (
        <Input value={value} onChange={change} type={kind === "number" ? "number" : "text"} ariaRequired={isRequired} />
      )}
    </FormField>
  );
}
