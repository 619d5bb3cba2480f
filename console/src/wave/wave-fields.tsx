import Box from "@cloudscape-design/components/box";
import ColumnLayout from "@cloudscape-design/components/column-layout";
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import RadioGroup from "@cloudscape-design/components/radio-group";
import Select from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { listPromises } from "../../../shared/contract/promise-routes.ts";
import type { listEnvironments } from "../../../shared/contract/workspace-routes.ts";
import { useRead } from "../api/use-api.ts";
import { EnvironmentSelect } from "../parts/environment-choice.tsx";
import { useWorkspace } from "../shell/me.tsx";
import { numberOf, type WaveDraft, type waveNumbers, waveSelections } from "./wave-draft.ts";
import { targetsMax } from "./wave-limits.ts";
import { useWaveWords } from "./wave-words.ts";

interface WaveFieldsProps {
  readonly ws: string;
  readonly draft: WaveDraft;
  /** The API's error for a path. */
  errorAt(path: string): string | undefined;
  onChange(draft: WaveDraft): void;
}

/** The targets of a wave, and when it goes on or stops. */
export function WaveFields({ ws, draft, errorAt, onChange }: WaveFieldsProps) {
  const { words, formats } = useWaveWords();
  const { can } = useWorkspace(ws);
  const { data: places } = useRead<typeof listEnvironments>("/api/workspaces/{ws}/environments", { ws });
  const active = places?.items.filter(({ isArchived }) => !isArchived).length;
  const { selection, environmentIds } = draft;
  const change = (changed: Partial<WaveDraft>) => onChange({ ...draft, ...changed });
  const means = {
    all: active === undefined ? undefined : words.wave.allMeans(formats.number(active)),
    chosen: undefined,
    promise: words.wave.promiseMeans,
  };
  return (
    <SpaceBetween size="m">
      <FormField label={words.wave.targets} errorText={selection === "all" ? errorAt("targets") : undefined} stretch>
        <RadioGroup
          value={selection}
          items={waveSelections
            .filter((value) => value !== "promise" || can("tenant.promises.view"))
            .map((value) => ({ value, label: words.wave.selections[value], description: means[value] }))}
          onChange={({ detail }) =>
            change({ selection: waveSelections.find((value) => value === detail.value) ?? selection })
          }
        />
      </FormField>
      {selection === "chosen" && (
        <EnvironmentSelect
          ws={ws}
          chosen={environmentIds}
          isForStarts
          error={
            environmentIds.length > targetsMax ? words.wave.tooMany(formats.number(targetsMax)) : errorAt("targets")
          }
          onChoose={(ids) => change({ environmentIds: ids })}
        />
      )}
      {selection === "promise" && (
        <PromiseSelect
          ws={ws}
          draft={draft}
          error={errorAt("targets")}
          onChange={(promiseId) => change({ promiseId })}
        />
      )}
      <WaveRuleFields draft={draft} errorAt={errorAt} onChange={onChange} />
    </SpaceBetween>
  );
}

/** Canary, concurrency and stop rule of a wave. */
export function WaveRuleFields({ draft, errorAt, onChange }: Omit<WaveFieldsProps, "ws">) {
  const { words } = useWaveWords();
  return (
    <SpaceBetween size="s">
      <ColumnLayout columns={2}>
        <NumberField name="canary" help={words.wave.canaryHelp} {...{ draft, errorAt, onChange }} />
        <NumberField name="concurrency" help={words.wave.concurrencyHelp} {...{ draft, errorAt, onChange }} />
        <NumberField name="failuresMax" help={words.wave.stopHelp} {...{ draft, errorAt, onChange }} />
        <NumberField name="failedPercentMax" help={words.wave.stopHelp} {...{ draft, errorAt, onChange }} />
      </ColumnLayout>
      <Box variant="small" color="text-body-secondary">
        {words.wave.deadline}
      </Box>
    </SpaceBetween>
  );
}

interface PromiseSelectProps {
  readonly ws: string;
  readonly draft: WaveDraft;
  readonly error: string | undefined;
  onChange(promiseId: string): void;
}

function PromiseSelect({ ws, draft, error, onChange }: PromiseSelectProps) {
  const { words } = useWaveWords();
  const { data, isLoading } = useRead<typeof listPromises>("/api/workspaces/{ws}/promises", { ws });
  const options = (data?.items ?? []).map(({ id, name, proofLabel, within }) => ({
    value: id,
    label: name,
    description: `${proofLabel} · ${within}`,
  }));
  return (
    <FormField label={words.wave.promise} errorText={error} stretch>
      <Select
        options={options}
        selectedOption={options.find(({ value }) => value === draft.promiseId) ?? null}
        placeholder={words.wave.choosePromise}
        empty={words.wave.noPromise}
        statusType={isLoading ? "loading" : "finished"}
        loadingText={words.loading}
        onChange={({ detail }) => onChange(detail.selectedOption.value ?? "")}
      />
    </FormField>
  );
}

interface NumberFieldProps extends Pick<WaveFieldsProps, "draft" | "errorAt" | "onChange"> {
  readonly name: keyof typeof waveNumbers;
  readonly help: string;
}

function NumberField({ name, help, draft, errorAt, onChange }: NumberFieldProps) {
  const { words } = useWaveWords();
  const isRule = name === "failuresMax" || name === "failedPercentMax";
  return (
    <FormField label={words.wave[name]} description={help} errorText={errorAt(isRule ? `stop.${name}` : name)}>
      <Input
        type="number"
        inputMode="numeric"
        value={draft[name]}
        invalid={numberOf(draft, name) === undefined}
        ariaRequired
        onChange={({ detail }) => onChange({ ...draft, [name]: detail.value })}
      />
    </FormField>
  );
}
