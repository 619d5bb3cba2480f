import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import Select from "@cloudscape-design/components/select";
import type { listMembers } from "../../../shared/contract/workspace-routes.ts";
import { useRead } from "../api/use-api.ts";
import { useWorkspace } from "../shell/me.tsx";
import { useLanguage } from "../words/language.tsx";

interface PersonFieldProps {
  readonly ws: string;
  readonly label: string;
  readonly description: string;
  /** The subject of the person. */
  readonly value: string;
  onChange(value: string): void;
}

/** Chooses a person of the workspace; readers who may not see its members type the id. */
export function PersonField({ ws, label, description, value, onChange }: PersonFieldProps) {
  const { words } = useLanguage();
  const seesMembers = useWorkspace(ws).can("tenant.members.view");
  const { data, isLoading } = useRead<typeof listMembers>(
    "/api/workspaces/{ws}/members",
    { ws },
    { isWanted: seesMembers },
  );
  const options = (data?.items ?? [])
    .filter(({ kind, removedAt }) => kind === "person" && removedAt === null)
    .map(({ id, roleLabel }) => ({ value: id, label: id, description: roleLabel }));
  return (
    <FormField label={label} description={description}>
      {seesMembers ? (
        <Select
          options={options}
          // Someone who has left is still shown.
          selectedOption={
            options.find((option) => option.value === value) ?? (value === "" ? null : { value, label: value })
          }
          filteringType="auto"
          statusType={isLoading ? "loading" : "finished"}
          loadingText={words.loading}
          empty={words.members.noMatch}
          onChange={({ detail }) => onChange(detail.selectedOption.value ?? "")}
        />
      ) : (
        <Input value={value} onChange={({ detail }) => onChange(detail.value)} ariaRequired />
      )}
    </FormField>
  );
}
