import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState } from "react";
import { useNavigate } from "react-router";
import type { showCatalog } from "../../../shared/contract/caller-routes.ts";
import type { startOperation } from "../../../shared/contract/operation-routes.ts";
import { useRead, useWrite } from "../api/use-api.ts";
import { fieldOf, numberOf, type Stored, textOf } from "../environment/fields.ts";
import { ApiErrorAlert } from "../parts/api-error-alert.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { runPage } from "../runs/addresses.ts";
import { useWorkspace } from "../shell/me.tsx";
import { useLanguage } from "../words/language.tsx";

interface ExecutePlanProps {
  readonly ws: string;
  readonly env: string;
  readonly plan: Stored;
}

/** Executes a reviewed plan, after its consequence was read and its name was typed. */
export function ExecutePlan({ ws, env, plan }: ExecutePlanProps) {
  const { words, formats } = useLanguage();
  const { can } = useWorkspace(ws);
  const navigate = useNavigate();
  const [isAsking, setAsking] = useState(false);
  const [typed, setTyped] = useState("");
  // One key for one confirmation: clicking twice starts nothing twice.
  const [idempotencyKey] = useState(() => crypto.randomUUID());
  const start = useWrite<typeof startOperation>("POST", "/api/workspaces/{ws}/operations");
  const { data: catalog } = useRead<typeof showCatalog>("/api/catalog", {});
  const type = textOf(plan, "operationType") ?? "";
  const operation = catalog?.items.find((item) => item.type === type);
  const counts = fieldOf(plan, "counts");
  const changes = (numberOf(counts, "total") ?? 0) - (numberOf(counts, "kept") ?? 0);
  const expiresAt = textOf(plan, "expiresAt") ?? "";
  const isOver = Date.parse(expiresAt) < Date.now();
  if (operation?.capability == null || !can(operation.capability) || changes === 0 || isOver) return null;
  const name = textOf(plan, "name") ?? "";
  const subject = fieldOf(plan, "subject");
  const close = () => {
    setAsking(false);
    setTyped("");
    start.reset();
  };
  const confirm = () =>
    start.mutate(
      {
        parameters: { ws },
        body: {
          type,
          environmentId: env,
          input: {
            ...(typeof subject === "object" && subject),
            planId: plan.id,
            planDigest: textOf(plan, "digest"),
            confirmation: typed.trim(),
          },
        },
        idempotencyKey,
      },
      {
        onSuccess({ run }) {
          close();
          if (run !== null) navigate(runPage(ws, run.id));
        },
      },
    );
  return (
    <>
      <Button variant="primary" onClick={() => setAsking(true)}>
        {words.plan.execute}
      </Button>
      <Dialog
        isOpen={isAsking}
        title={`${words.plan.execute}: ${operation.label}`}
        onClose={close}
        confirm={
          <Button variant="primary" loading={start.isPending} disabled={typed.trim() !== name} onClick={confirm}>
            {words.plan.executeCount(formats.number(changes))}
          </Button>
        }
      >
        <SpaceBetween size="m">
          <Alert type="warning" header={words.plan.consequence(formats.number(changes))}>
            {words.plan.cannotBeUndone} {words.plan.validUntil(formats.absolute(expiresAt))}
          </Alert>
          <FormField label={words.plan.confirmName(name)} stretch>
            <Input value={typed} onChange={({ detail }) => setTyped(detail.value)} ariaRequired autoComplete={false} />
          </FormField>
          <ApiErrorAlert error={start.error} />
        </SpaceBetween>
      </Dialog>
    </>
  );
}
