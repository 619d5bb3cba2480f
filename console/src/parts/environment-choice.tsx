import Checkbox from "@cloudscape-design/components/checkbox";
import FormField from "@cloudscape-design/components/form-field";
import Multiselect from "@cloudscape-design/components/multiselect";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { listEnvironments } from "../../../shared/contract/workspace-routes.ts";
import { useRead } from "../api/use-api.ts";
import { useLanguage } from "../words/language.tsx";

interface EnvironmentSelectProps {
  readonly ws: string;
  readonly chosen: readonly string[];
  /** Whether archived environments are left out, because no work starts there. */
  readonly isForStarts?: boolean;
  /** The API's error for the list. */
  readonly error?: string | undefined;
  onChoose(ids: readonly string[]): void;
}

/** Tokens that stay visible below the field; further ones unfold. */
const tokensShown = 8;

/** Chooses environments by name or id, with search. */
export function EnvironmentSelect({ ws, chosen, isForStarts = false, error, onChoose }: EnvironmentSelectProps) {
  const { words } = useLanguage();
  const { data } = useRead<typeof listEnvironments>("/api/workspaces/{ws}/environments", { ws });
  const options = (data?.items ?? [])
    .filter(({ isArchived }) => !isForStarts || !isArchived)
    .map(({ id, name }) => ({ value: id, label: name, ...(name !== id && { description: id }) }));
  const known = new Map(options.map((option) => [option.value, option]));
  return (
    <FormField label={words.overview.environments} errorText={error} stretch>
      <Multiselect
        options={options}
        // One that this reader cannot choose again can still be taken out.
        selectedOptions={chosen.map((id) => known.get(id) ?? { value: id, label: id })}
        filteringType="auto"
        filteringAriaLabel={words.start.findRecord}
        filteringPlaceholder={words.start.findRecord}
        virtualScroll
        tokenLimit={tokensShown}
        placeholder={words.start.choosePlace}
        empty={words.start.noRecord}
        noMatch={words.start.noRecord}
        deselectAriaLabel={({ label }) => words.start.removeRecord(label ?? "")}
        onChange={({ detail }) => onChoose(detail.selectedOptions.map(({ value }) => value ?? ""))}
      />
    </FormField>
  );
}

interface EnvironmentChoiceProps {
  readonly ws: string;
  readonly value: "all" | readonly string[];
  onChange(value: "all" | readonly string[]): void;
}

/** All environments, also later ones, or chosen ones. */
export function EnvironmentChoice({ ws, value, onChange }: EnvironmentChoiceProps) {
  const { words } = useLanguage();
  return (
    <SpaceBetween size="m">
      <Checkbox
        checked={value === "all"}
        description={words.shell.alsoLater}
        onChange={({ detail }) => onChange(detail.checked ? "all" : [])}
      >
        {words.shell.allEnvironments}
      </Checkbox>
      {value !== "all" && <EnvironmentSelect ws={ws} chosen={value} onChoose={onChange} />}
    </SpaceBetween>
  );
}
