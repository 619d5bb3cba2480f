import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import Select from "@cloudscape-design/components/select";
import { useState } from "react";
import type * as z from "zod";
import type { Role } from "../../../shared/access/roles.ts";
import type { memberAnswer } from "../../../shared/contract/people.ts";
import type { writeMember } from "../../../shared/contract/workspace-routes.ts";
import { useWrite } from "../api/use-api.ts";
import { ApiErrorAlert } from "../parts/api-error-alert.tsx";
import { EnvironmentChoice } from "../parts/environment-choice.tsx";
import { SaveDialog } from "../parts/save-dialog.tsx";
import { type Account, AccountFields } from "./account-fields.tsx";
import { useAccountWords } from "./account-words.ts";

interface MemberDialogProps {
  readonly ws: string;
  /** Undefined when adding a member. */
  readonly member: z.infer<typeof memberAnswer> | undefined;
  onClose(): void;
}

/** Adds a member, or changes their role, their environments and whose account it is. */
export function MemberDialog({ ws, member, onClose }: MemberDialogProps) {
  const { words } = useAccountWords();
  const write = useWrite<typeof writeMember>("PUT", "/api/workspaces/{ws}/members/{user}");
  const [user, setUser] = useState(member?.id ?? "");
  const [role, setRole] = useState<Role>(member === undefined || member.role === "unknown" ? "readonly" : member.role);
  const [environments, setEnvironments] = useState<"all" | readonly string[]>(member?.environments ?? "all");
  const before: Account = { kind: member?.kind ?? "person", ownerId: member?.ownerId ?? null };
  const [account, setAccount] = useState(before);
  const roles = Object.entries(words.members.roles).map(([value, label]) => ({ value, label }));
  const isWhole =
    user.trim() !== "" && environments.length > 0 && (account.kind === "person" || account.ownerId !== null);
  // Only a person may change these two, so that a client sends them only when they were changed.
  const changed = account.kind !== before.kind || account.ownerId !== before.ownerId ? account : {};
  const save = () =>
    write.mutate(
      {
        parameters: { ws, user: user.trim() },
        body: { role, environments: environments === "all" ? "all" : [...environments], ...changed },
      },
      { onSuccess: onClose },
    );
  return (
    <SaveDialog
      title={member === undefined ? words.members.add : words.members.change}
      isWhole={isWhole}
      isPending={write.isPending}
      onSave={save}
      onClose={onClose}
    >
      <FormField label={words.members.person} description={words.members.personHelp}>
        <Input
          value={user}
          disabled={member !== undefined}
          onChange={({ detail }) => setUser(detail.value)}
          ariaRequired
        />
      </FormField>
      <FormField label={words.members.role}>
        <Select
          selectedOption={roles.find(({ value }) => value === role) ?? null}
          options={roles}
          onChange={({ detail }) => setRole(roleOf(detail.selectedOption.value, words.members.roles) ?? role)}
        />
      </FormField>
      <EnvironmentChoice ws={ws} value={environments} onChange={setEnvironments} />
      <AccountFields
        ws={ws}
        user={user.trim()}
        account={account}
        error={write.error?.problem?.errors?.find(({ path }) => path === "ownerId")?.message}
        onChange={setAccount}
      />
      <ApiErrorAlert error={write.error} isShownElsewhere={(path) => path === "ownerId"} />
    </SaveDialog>
  );
}

function roleOf(text: string | undefined, labels: Readonly<Record<Role, string>>): Role | undefined {
  const isRole = (value: string | undefined): value is Role => value !== undefined && Object.hasOwn(labels, value);
  return isRole(text) ? text : undefined;
}
