import Multiselect from "@cloudscape-design/components/multiselect";
import Select, { type SelectProps } from "@cloudscape-design/components/select";
import { useState } from "react";
import type { RecordKind } from "../../../shared/contract/records.ts";
import type { listRecords, showRecord } from "../../../shared/contract/workspace-routes.ts";
import { useRead } from "../api/use-api.ts";
import { listOf, type Stored, textOf } from "../environment/fields.ts";
import { recordNameOf } from "../environment/record-name.ts";
import { useLanguage } from "../words/language.tsx";

interface RecordPickerProps {
  readonly ws: string;
  /** Undefined until an environment is chosen. */
  readonly env: string | undefined;
  readonly kind: RecordKind;
  /** Whether several records are chosen; `value` then has one id per line. */
  readonly isList: boolean;
  /** Whether another record must contain the chosen ones, and its id once it is chosen. */
  readonly isWithinAnother: boolean;
  readonly within: string | undefined;
  readonly value: string;
  onChange(value: string): void;
}

const foundMax = "50";

/** Chooses records by name. The search runs in the API, over names and ids. */
export function RecordPicker(props: RecordPickerProps) {
  const { words } = useLanguage();
  const { isList, value, onChange, isWithinAnother, within, env } = props;
  const [text, setText] = useState("");
  const { options, isLoading } = useOptions(props, text);
  // A chosen record keeps its name when a later search does not find it.
  const [names, setNames] = useState<ReadonlyMap<string, SelectProps.Option>>(new Map());
  const chosen = value.split("\n").filter((id) => id !== "");
  const optionOf = (id: string) =>
    options.find((option) => option.value === id) ?? names.get(id) ?? { value: id, label: id };
  const choose = (selected: readonly SelectProps.Option[]) => {
    setNames(new Map([...names, ...selected.map((option) => [option.value ?? "", option] as const)]));
    onChange(selected.map((option) => option.value ?? "").join("\n"));
  };
  const shared = {
    options,
    filteringType: isWithinAnother ? ("auto" as const) : ("manual" as const),
    filteringAriaLabel: words.start.findRecord,
    filteringPlaceholder: words.start.findRecord,
    statusType: isLoading ? ("loading" as const) : ("finished" as const),
    loadingText: words.loading,
    empty: words.start.noRecord,
    disabled: env === undefined || (isWithinAnother && (within ?? "") === ""),
    onLoadItems: ({ detail }: { readonly detail: { readonly filteringText: string } }) => setText(detail.filteringText),
  };
  if (isList) {
    return (
      <Multiselect
        {...shared}
        selectedOptions={chosen.map(optionOf)}
        placeholder={words.start.allRecords}
        deselectAriaLabel={({ label }) => words.start.removeRecord(label ?? "")}
        onChange={({ detail }) => choose(detail.selectedOptions)}
      />
    );
  }
  const [id] = chosen;
  return (
    <Select
      {...shared}
      selectedOption={id === undefined ? null : optionOf(id)}
      placeholder={words.start.chooseRecord}
      onChange={({ detail }) => choose([detail.selectedOption])}
    />
  );
}

function useOptions({ ws, env = "", kind, isWithinAnother, within = "" }: RecordPickerProps, text: string) {
  const { words, formats } = useLanguage();
  const search = text.trim();
  const found = useRead<typeof listRecords>(
    "/api/workspaces/{ws}/environments/{env}/records/{kind}",
    { ws, env, kind },
    {
      query: { limit: foundMax, search: search === "" ? undefined : search },
      isWanted: env !== "" && !isWithinAnother,
    },
  );
  // So far only backup sets contain other records.
  const holder = useRead<typeof showRecord>(
    "/api/workspaces/{ws}/environments/{env}/records/{kind}/{id}",
    { ws, env, kind: "backup-sets", id: within },
    { isWanted: env !== "" && isWithinAnother && within !== "" },
  );
  const optionOf = (record: Stored): SelectProps.Option => ({
    value: record.id,
    label: recordNameOf(record, kind, words, formats),
    description: record.state.label,
  });
  if (!isWithinAnother) return { options: (found.data?.items ?? []).map(optionOf), isLoading: found.isLoading };
  const items = listOf(holder.data, "items").map((item) => {
    const id = textOf(item, "policyId") ?? "";
    return { value: id, label: textOf(item, "displayName") ?? id };
  });
  return { options: items.toSorted((a, b) => a.label.localeCompare(b.label)), isLoading: holder.isLoading };
}
