import FormField from "@cloudscape-design/components/form-field";
import Select from "@cloudscape-design/components/select";
import type { MemberKind } from "../../../shared/access/roles.ts";
import type { listMembers } from "../../../shared/contract/workspace-routes.ts";
import { useRead } from "../api/use-api.ts";
import { useAccountWords } from "./account-words.ts";

/** Whose account a member is. */
export interface Account {
  readonly kind: MemberKind;
  readonly ownerId: string | null;
}

interface AccountFieldsProps {
  readonly ws: string;
  /** The subject of the member itself, who cannot be its owner. */
  readonly user: string;
  readonly account: Account;
  /** The API's error for the owner. */
  readonly error: string | undefined;
  onChange(account: Account): void;
}

const kinds = ["person", "client"] as const satisfies readonly MemberKind[];

/** Chooses whether a member is a person or a client, and the person behind the account. */
export function AccountFields({ ws, user, account, error, onChange }: AccountFieldsProps) {
  const { words } = useAccountWords();
  const { data } = useRead<typeof listMembers>("/api/workspaces/{ws}/members", { ws });
  const kindOptions = kinds.map((value) => ({ value, label: words.account.kinds[value] }));
  const persons = (data?.items ?? []).filter(
    ({ id, kind, ownerId, removedAt }) => id !== user && kind === "person" && ownerId === null && removedAt === null,
  );
  const options = [
    // A client needs a person who answers for it.
    ...(account.kind === "client" ? [] : [{ value: "", label: words.account.none }]),
    ...persons.map(({ id, roleLabel }) => ({ value: id, label: id, description: roleLabel })),
  ];
  const owner = account.ownerId ?? "";
  const chosen = options.find(({ value }) => value === owner);
  return (
    <>
      <FormField label={words.account.kind} description={words.account.kindHelp}>
        <Select
          options={kindOptions}
          selectedOption={kindOptions.find(({ value }) => value === account.kind) ?? null}
          onChange={({ detail }) => {
            const kind = kinds.find((one) => one === detail.selectedOption.value);
            if (kind !== undefined) onChange({ ...account, kind });
          }}
        />
      </FormField>
      <FormField label={words.account.owner} description={words.account.ownerHelp} errorText={error}>
        <Select
          options={options}
          // One that can no longer be chosen is still shown.
          selectedOption={chosen ?? (owner === "" ? null : { value: owner, label: owner })}
          placeholder={words.account.choose}
          filteringType="auto"
          empty={words.start.noRecord}
          onChange={({ detail }) => onChange({ ...account, ownerId: detail.selectedOption.value || null })}
        />
      </FormField>
    </>
  );
}
