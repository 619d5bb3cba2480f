import Select from "@cloudscape-design/components/select";
import type { listEnvironments } from "../../../shared/contract/workspace-routes.ts";
import { useRead } from "../api/use-api.ts";
import { useLanguage } from "../words/language.tsx";

interface EnvironmentPickerProps {
  readonly ws: string;
  readonly value: string;
  onChange(id: string): void;
}

/** Chooses the environment that an input names, also an archived one, because it is only read. */
export function EnvironmentPicker({ ws, value, onChange }: EnvironmentPickerProps) {
  const { words } = useLanguage();
  const { data } = useRead<typeof listEnvironments>("/api/workspaces/{ws}/environments", { ws });
  const options = (data?.items ?? []).map(({ id, name }) => ({
    ...{ value: id, label: name },
    ...(name !== id && { description: id }),
  }));
  return (
    <Select
      options={options}
      selectedOption={options.find((option) => option.value === value) ?? null}
      filteringType="auto"
      filteringAriaLabel={words.start.findRecord}
      filteringPlaceholder={words.start.findRecord}
      noMatch={words.start.noRecord}
      placeholder={words.start.choosePlace}
      onChange={({ detail }) => onChange(detail.selectedOption.value ?? "")}
    />
  );
}
