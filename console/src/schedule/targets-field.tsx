import FormField from "@cloudscape-design/components/form-field";
import Multiselect from "@cloudscape-design/components/multiselect";
import Select from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { listPromises } from "../../../shared/contract/promise-routes.ts";
import type { ScheduleAnswer } from "../../../shared/contract/schedules.ts";
import type { listEnvironments } from "../../../shared/contract/workspace-routes.ts";
import { useRead } from "../api/use-api.ts";
import { useWorkspace } from "../shell/me.tsx";
import { useScheduleWords } from "./schedule-words.ts";

type Targets = NonNullable<ScheduleAnswer["wave"]>["targets"];

/** Where a schedule starts its work: one environment by its id, or a selection of several. */
export type Place = string | Targets;

interface TargetsFieldProps {
  readonly ws: string;
  readonly place: Place | undefined;
  /** A stored schedule of several environments never becomes one of a single environment. */
  readonly isSeveral: boolean;
  onChange(place: Place): void;
}

/** Chooses one environment or, with the right to start waves, several of them. */
export function TargetsField({ ws, place, isSeveral, onChange }: TargetsFieldProps) {
  const { words } = useScheduleWords();
  const { can } = useWorkspace(ws);
  const { data: places } = useRead<typeof listEnvironments>("/api/workspaces/{ws}/environments", { ws });
  const { data: promises } = useRead<typeof listPromises>("/api/workspaces/{ws}/promises", { ws });
  const environments = (places?.items ?? [])
    .filter(({ isArchived }) => !isArchived)
    .map(({ id, name }) => ({ value: id, label: name }));
  const several = [
    { value: "all", label: words.shell.allEnvironments, place: { all: true as const } },
    { value: "listed", label: words.schedule.listed, place: { environmentIds: [] } },
    ...(promises?.items ?? []).map(({ id, name }) => ({
      value: `promise:${id}`,
      label: words.schedule.brokenPromise(name),
      place: { brokenPromise: id },
    })),
  ];
  const single = environments.map((option) => ({ ...option, value: `one:${option.value}`, place: option.value }));
  const options = [
    ...(isSeveral ? [] : [{ label: words.run.environment, options: single }]),
    ...(can("tenant.waves.start") ? [{ label: words.schedule.several, options: several }] : []),
  ];
  const chosen = [...single, ...several].find(({ value }) => value === keyOf(place));
  const listed = typeof place === "object" && "environmentIds" in place ? place.environmentIds : undefined;
  return (
    <SpaceBetween size="m">
      <FormField label={words.run.environment}>
        <Select
          options={options}
          selectedOption={chosen === undefined ? null : { value: chosen.value, label: chosen.label }}
          placeholder={words.start.choosePlace}
          onChange={({ detail }) => {
            const option = [...single, ...several].find(({ value }) => value === detail.selectedOption.value);
            if (option !== undefined) onChange(option.place);
          }}
        />
      </FormField>
      {listed !== undefined && (
        <FormField label={words.schedule.listed}>
          <Multiselect
            options={environments}
            selectedOptions={environments.filter(({ value }) => listed.includes(value))}
            placeholder={words.start.choosePlace}
            deselectAriaLabel={({ label }) => words.start.removeRecord(label ?? "")}
            onChange={({ detail }) =>
              onChange({ environmentIds: detail.selectedOptions.map(({ value }) => value ?? "") })
            }
          />
        </FormField>
      )}
    </SpaceBetween>
  );
}

function keyOf(place: Place | undefined): string | undefined {
  if (typeof place !== "object") return place === undefined ? undefined : `one:${place}`;
  if ("brokenPromise" in place) return `promise:${place.brokenPromise}`;
  return "all" in place ? "all" : "listed";
}

/** Whether a place is complete. */
export const isWholePlace = (place: Place | undefined): boolean =>
  place !== undefined && !(typeof place === "object" && "environmentIds" in place && place.environmentIds.length === 0);
