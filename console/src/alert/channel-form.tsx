import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import Select from "@cloudscape-design/components/select";
import { useState } from "react";
import type { createAlertChannel, writeAlertChannel } from "../../../shared/contract/alert-routes.ts";
import type { ChannelAnswer } from "../../../shared/contract/alerts.ts";
import { useWrite } from "../api/use-api.ts";
import { ApiErrorAlert } from "../parts/api-error-alert.tsx";
import { SaveDialog } from "../parts/save-dialog.tsx";
import { useAlertWords } from "./alert-words.ts";

interface ChannelFormProps {
  readonly ws: string;
  /** Absent for a new one. */
  readonly channel?: ChannelAnswer;
  /** All channels: another one may report failures of this one. */
  readonly channels: readonly ChannelAnswer[];
  onClose(): void;
}

const path = "/api/workspaces/{ws}/channels";
const kinds = ["webhook", "slack", "teams", "email"] as const;
const locales = ["en", "de"] as const;
const fields = ["url", "secretName", "to", "fallbackId"] as const;

/** Creates a channel for alerts, or changes one. Its secret is referenced by name and never sent. */
export function ChannelForm({ ws, channel, channels, onClose }: ChannelFormProps) {
  const { words, locale: own } = useAlertWords();
  const [name, setName] = useState(channel?.name ?? "");
  // A kind of a newer version is none of these: it has to be chosen anew.
  const [kind, setKind] = useState(channel === undefined ? "webhook" : kinds.find((one) => one === channel.kind));
  const [url, setUrl] = useState(channel?.url ?? "");
  const [to, setTo] = useState(channel?.to.join(", ") ?? "");
  const [secretName, setSecretName] = useState(channel?.secretName ?? "");
  const [locale, setLocale] = useState<(typeof locales)[number]>(channel?.locale ?? own);
  const [fallbackId, setFallbackId] = useState(channel?.fallbackId ?? "");
  const create = useWrite<typeof createAlertChannel>("POST", path);
  const write = useWrite<typeof writeAlertChannel>("PUT", `${path}/{channel}`);

  const kindOptions = kinds.map((value) => ({ value, label: words.channel.kinds[value] }));
  const localeOptions = locales.map((value) => ({ value, label: words.shell.languages[value] }));
  const fallbackOptions = [
    { value: "", label: words.channel.everyOther },
    ...channels.filter(({ id }) => id !== channel?.id).map(({ id, name: label }) => ({ value: id, label })),
  ];
  const { error } = channel === undefined ? create : write;
  const errorOf = (field: (typeof fields)[number]) =>
    error?.problem?.errors?.find((one) => one.path === field || one.path.startsWith(`${field}.`))?.message;
  const needed = { webhook: [url, secretName], slack: [secretName], teams: [secretName], email: [to] };
  const isWhole = kind !== undefined && [name, ...needed[kind]].every((text) => text.trim() !== "");
  const save = () => {
    if (kind === undefined) return;
    const body = {
      ...{ name: name.trim(), kind, locale },
      ...(kind === "webhook" && { url: url.trim() }),
      ...(kind === "email"
        ? { to: to.split(/[\s,;]+/).filter((address) => address !== "") }
        : { secretName: secretName.trim() }),
      ...(fallbackId !== "" && { fallbackId }),
    };
    if (channel === undefined) create.mutate({ parameters: { ws }, body }, { onSuccess: onClose });
    else {
      const parameters = { ws, channel: channel.id };
      write.mutate({ parameters, body: { ...body, rev: channel.rev } }, { onSuccess: onClose });
    }
  };
  return (
    <SaveDialog
      title={channel === undefined ? words.channel.create : `${words.channel.edit}: ${channel.name}`}
      isWhole={isWhole}
      isPending={create.isPending || write.isPending}
      onSave={save}
      onClose={onClose}
    >
      <FormField label={words.channel.name}>
        <Input value={name} onChange={({ detail }) => setName(detail.value)} ariaRequired />
      </FormField>
      <FormField label={words.channel.kind}>
        <Select
          options={kindOptions}
          selectedOption={kindOptions.find(({ value }) => value === kind) ?? null}
          placeholder={words.channel.chooseKind}
          onChange={({ detail }) => setKind(kinds.find((one) => one === detail.selectedOption.value) ?? kind)}
        />
      </FormField>
      {kind === "webhook" && (
        <FormField label={words.channel.url} description={words.channel.urlHelp} errorText={errorOf("url")}>
          <Input value={url} type="url" onChange={({ detail }) => setUrl(detail.value)} ariaRequired />
        </FormField>
      )}
      {kind === undefined ? null : kind === "email" ? (
        <FormField label={words.channel.to} description={words.channel.toHelp} errorText={errorOf("to")}>
          <Input value={to} inputMode="email" onChange={({ detail }) => setTo(detail.value)} ariaRequired />
        </FormField>
      ) : (
        <FormField
          label={words.channel.secretName}
          description={words.channel.secretHelp[kind === "webhook" ? "webhook" : "other"]}
          errorText={errorOf("secretName")}
        >
          <Input value={secretName} onChange={({ detail }) => setSecretName(detail.value)} ariaRequired />
        </FormField>
      )}
      <FormField label={words.channel.locale}>
        <Select
          options={localeOptions}
          selectedOption={localeOptions.find(({ value }) => value === locale) ?? null}
          onChange={({ detail }) => setLocale(locales.find((one) => one === detail.selectedOption.value) ?? locale)}
        />
      </FormField>
      <FormField
        label={words.channel.fallback}
        description={words.channel.fallbackHelp}
        errorText={errorOf("fallbackId")}
      >
        <Select
          options={fallbackOptions}
          selectedOption={fallbackOptions.find(({ value }) => value === fallbackId) ?? null}
          onChange={({ detail }) => setFallbackId(detail.selectedOption.value ?? "")}
        />
      </FormField>
      <ApiErrorAlert
        error={error}
        isShownElsewhere={(at) => fields.some((field) => field === at || at.startsWith(`${field}.`))}
      />
    </SaveDialog>
  );
}
