import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import Multiselect, { type MultiselectProps } from "@cloudscape-design/components/multiselect";
import { useState } from "react";
import type { createAlertRule, writeAlertRule } from "../../../shared/contract/alert-routes.ts";
import type { ChannelAnswer, RuleAnswer } from "../../../shared/contract/alerts.ts";
import type { RuleCause } from "../../../shared/run/alert-states.ts";
import { useWrite } from "../api/use-api.ts";
import { ApiErrorAlert } from "../parts/api-error-alert.tsx";
import { EnvironmentChoice } from "../parts/environment-choice.tsx";
import { SaveDialog } from "../parts/save-dialog.tsx";
import { useAlertWords } from "./alert-words.ts";

interface RuleFormProps {
  readonly ws: string;
  /** Absent for a new one. */
  readonly rule?: RuleAnswer;
  readonly channels: readonly ChannelAnswer[];
  /** Also names a channel that was removed after the rule named it. */
  nameOfChannel(id: string): string;
  onClose(): void;
}

const path = "/api/workspaces/{ws}/alert-rules";
const secondsOfMinute = 60;
export const ruleCauses = [
  "failed",
  "partially_succeeded",
  "blocked",
  "manual_review",
  "overdue",
  "promise_broken",
  "schedule_failing",
  "approval_waiting",
] as const satisfies readonly RuleCause[];

/** Creates a rule that turns causes into alerts, or changes one. */
export function RuleForm({ ws, rule, channels, nameOfChannel, onClose }: RuleFormProps) {
  const { words } = useAlertWords();
  const [name, setName] = useState(rule?.name ?? "");
  const [causes, setCauses] = useState<readonly RuleCause[]>(rule?.causes ?? []);
  const [environments, setEnvironments] = useState<"all" | readonly string[]>(rule?.environments ?? "all");
  const [minutes, setMinutes] = useState(String((rule?.afterSeconds ?? 0) / secondsOfMinute));
  const [channelIds, setChannelIds] = useState<readonly string[]>(rule?.channelIds ?? []);
  const create = useWrite<typeof createAlertRule>("POST", path);
  const write = useWrite<typeof writeAlertRule>("PUT", `${path}/{rule}`);

  const causeOptions = ruleCauses.map((value) => ({ value, label: words.rule.causeNames[value] }));
  // The API refuses a rule that names a removed channel, so that it must be shown to be taken out.
  const ids = new Set([...channels.map(({ id }) => id), ...(rule?.channelIds ?? [])]);
  const channelOptions = [...ids].map((value) => ({ value, label: nameOfChannel(value) }));
  const afterSeconds = minutes.trim() === "" ? Number.NaN : Math.round(Number(minutes) * secondsOfMinute);
  const isWhole = name.trim() !== "" && causes.length > 0 && environments.length > 0 && afterSeconds >= 0;
  const { error } = rule === undefined ? create : write;
  const save = () => {
    const body = {
      ...{ name: name.trim(), causes: [...causes], afterSeconds, channelIds: [...channelIds] },
      environments: environments === "all" ? ("all" as const) : [...environments],
    };
    if (rule === undefined) create.mutate({ parameters: { ws }, body }, { onSuccess: onClose });
    else {
      const parameters = { ws, rule: rule.id };
      write.mutate({ parameters, body: { ...body, rev: rule.rev } }, { onSuccess: onClose });
    }
  };
  const choice = (
    options: readonly { readonly value: string; readonly label: string }[],
    chosen: readonly string[],
    onChoose: (values: readonly string[]) => void,
  ): Pick<MultiselectProps, "options" | "selectedOptions" | "deselectAriaLabel" | "onChange"> => ({
    options,
    selectedOptions: options.filter(({ value }) => chosen.includes(value)),
    deselectAriaLabel: ({ label }) => words.start.removeRecord(label ?? ""),
    onChange: ({ detail }) => onChoose(detail.selectedOptions.map(({ value }) => value ?? "")),
  });
  return (
    <SaveDialog
      title={rule === undefined ? words.rule.create : `${words.rule.edit}: ${rule.name}`}
      isWhole={isWhole}
      isPending={create.isPending || write.isPending}
      onSave={save}
      onClose={onClose}
    >
      <FormField label={words.rule.name}>
        <Input value={name} onChange={({ detail }) => setName(detail.value)} ariaRequired />
      </FormField>
      <FormField label={words.rule.causes}>
        <Multiselect
          {...choice(causeOptions, causes, (values) => setCauses(ruleCauses.filter((one) => values.includes(one))))}
          placeholder={words.rule.chooseCauses}
        />
      </FormField>
      <EnvironmentChoice ws={ws} value={environments} onChange={setEnvironments} />
      <FormField label={words.rule.afterMinutes} description={words.rule.afterHelp}>
        <Input
          type="number"
          inputMode="numeric"
          value={minutes}
          onChange={({ detail }) => setMinutes(detail.value)}
          ariaRequired
        />
      </FormField>
      <FormField label={words.rule.channels} description={words.rule.channelsHelp}>
        <Multiselect
          {...choice(channelOptions, channelIds, setChannelIds)}
          placeholder={words.rule.chooseChannels}
          empty={words.channel.none}
        />
      </FormField>
      <ApiErrorAlert error={error} />
    </SaveDialog>
  );
}
