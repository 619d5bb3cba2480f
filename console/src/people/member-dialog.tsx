import Button from "@cloudscape-design/components/button";
import Checkbox from "@cloudscape-design/components/checkbox";
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import Select from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState } from "react";
import type * as z from "zod";
import type { Role } from "../../../shared/access/roles.ts";
import type { memberAnswer } from "../../../shared/contract/people.ts";
import type { listEnvironments, writeMember } from "../../../shared/contract/workspace-routes.ts";
import { useRead, useWrite } from "../api/use-api.ts";
import { ApiErrorAlert } from "../parts/api-error-alert.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { useLanguage } from "../words/language.tsx";

interface MemberDialogProps {
  readonly ws: string;
  /** Undefined when adding a member. */
  readonly member: z.infer<typeof memberAnswer> | undefined;
  onClose(): void;
}

/** Adds a member, or changes their role and environments. */
export function MemberDialog({ ws, member, onClose }: MemberDialogProps) {
  const { words } = useLanguage();
  const { data: places } = useRead<typeof listEnvironments>("/api/workspaces/{ws}/environments", { ws });
  const write = useWrite<typeof writeMember>("PUT", "/api/workspaces/{ws}/members/{user}");
  const [user, setUser] = useState(member?.id ?? "");
  const [role, setRole] = useState<Role>(member === undefined || member.role === "unknown" ? "readonly" : member.role);
  const [environments, setEnvironments] = useState<"all" | readonly string[]>(member?.environments ?? "all");
  const roles = Object.entries(words.members.roles).map(([value, label]) => ({ value, label }));
  const isWhole = user.trim() !== "" && (environments === "all" || environments.length > 0);
  const save = () =>
    write.mutate(
      {
        parameters: { ws, user: user.trim() },
        body: { role, environments: environments === "all" ? "all" : [...environments] },
      },
      { onSuccess: onClose },
    );
  return (
    <Dialog
      isOpen
      title={member === undefined ? words.members.add : words.members.change}
      onClose={onClose}
      confirm={
        <Button variant="primary" disabled={!isWhole} loading={write.isPending} onClick={save}>
          {words.save}
        </Button>
      }
    >
      <SpaceBetween size="m">
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
        <FormField label={words.members.environments}>
          <SpaceBetween size="xs">
            <Checkbox
              checked={environments === "all"}
              onChange={({ detail }) => setEnvironments(detail.checked ? "all" : [])}
            >
              {words.members.everywhere}
            </Checkbox>
            {environments !== "all" &&
              places?.items.map(({ id, name }) => (
                <Checkbox
                  key={id}
                  checked={environments.includes(id)}
                  onChange={({ detail }) =>
                    setEnvironments(
                      detail.checked ? [...environments, id] : environments.filter((place) => place !== id),
                    )
                  }
                >
                  {name}
                </Checkbox>
              ))}
          </SpaceBetween>
        </FormField>
        <ApiErrorAlert error={write.error} />
      </SpaceBetween>
    </Dialog>
  );
}

function roleOf(text: string | undefined, labels: Readonly<Record<Role, string>>): Role | undefined {
  const isRole = (value: string | undefined): value is Role => value !== undefined && Object.hasOwn(labels, value);
  return isRole(text) ? text : undefined;
}
