import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Toggle from "@cloudscape-design/components/toggle";
import { useState } from "react";
import type * as z from "zod";
import type { environment } from "../../../shared/contract/people.ts";
import type { listEnvironments, writeEnvironment } from "../../../shared/contract/workspace-routes.ts";
import { useRead, useWrite } from "../api/use-api.ts";
import { ApiErrorAlert } from "../parts/api-error-alert.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { useWorkspace } from "../shell/me.tsx";
import { useLanguage } from "../words/language.tsx";

type Environment = z.infer<typeof environment>;

/** Opens the rule of an environment by which changes need the approval of another person. */
export function ApprovalRule({ ws, env }: { readonly ws: string; readonly env: string }) {
  const { words } = useLanguage();
  const { can } = useWorkspace(ws);
  const [isOpen, setOpen] = useState(false);
  const { data } = useRead<typeof listEnvironments>("/api/workspaces/{ws}/environments", { ws });
  const place = data?.items.find(({ id }) => id === env);
  if (!can("tenant.settings.manage") || place === undefined) return null;
  return (
    <>
      <Button onClick={() => setOpen(true)}>{words.plan.rule.title}</Button>
      {isOpen && <RuleDialog ws={ws} place={place} onClose={() => setOpen(false)} />}
    </>
  );
}

interface RuleDialogProps {
  readonly ws: string;
  readonly place: Environment;
  onClose(): void;
}

/** An empty number means never. Without any part of it, the environment has no rule. */
function RuleDialog({ ws, place, onClose }: RuleDialogProps) {
  const { words } = useLanguage();
  const { rule } = words.plan;
  const { approval } = place;
  const [destructive, setDestructive] = useState(String(approval?.destructive ?? ""));
  const [mutation, setMutation] = useState(String(approval?.mutation ?? ""));
  const [isForClients, setForClients] = useState(approval?.clients === "always");
  const write = useWrite<typeof writeEnvironment>("PUT", "/api/workspaces/{ws}/environments/{env}");
  const numberIn = (text: string) => (text.trim() === "" ? null : Number(text));
  const isNumber = (text: string) => /^\s*(?:[1-9]\d{0,4})?\s*$/.test(text);
  const isNone = destructive.trim() === "" && mutation.trim() === "" && !isForClients;
  const save = () => {
    const clients = isForClients ? ("always" as const) : ("by_threshold" as const);
    const wanted = { destructive: numberIn(destructive), mutation: numberIn(mutation), clients };
    const body = { name: place.name, approval: isNone ? null : wanted };
    write.mutate({ parameters: { ws, env: place.id }, body }, { onSuccess: onClose });
  };
  return (
    <Dialog
      isOpen
      title={`${rule.title}: ${place.name}`}
      onClose={onClose}
      confirm={
        <Button
          variant="primary"
          disabled={!isNumber(destructive) || !isNumber(mutation)}
          loading={write.isPending}
          onClick={save}
        >
          {rule.save}
        </Button>
      }
    >
      <SpaceBetween size="m">
        <Alert type="info">{isNone ? rule.none : rule.means}</Alert>
        <FormField label={rule.destructive} description={rule.never}>
          <Input
            value={destructive}
            inputMode="numeric"
            invalid={!isNumber(destructive)}
            onChange={({ detail }) => setDestructive(detail.value)}
          />
        </FormField>
        <FormField label={rule.mutation} description={rule.never}>
          <Input
            value={mutation}
            inputMode="numeric"
            invalid={!isNumber(mutation)}
            onChange={({ detail }) => setMutation(detail.value)}
          />
        </FormField>
        <Toggle checked={isForClients} onChange={({ detail }) => setForClients(detail.checked)}>
          {rule.clients}
        </Toggle>
        <ApiErrorAlert error={write.error} />
      </SpaceBetween>
    </Dialog>
  );
}
