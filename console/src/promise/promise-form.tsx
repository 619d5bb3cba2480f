import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import Select from "@cloudscape-design/components/select";
import { useState } from "react";
import type { createPromise, writePromise } from "../../../shared/contract/promise-routes.ts";
import type { PromiseAnswer } from "../../../shared/contract/promises.ts";
import type { ProofKind } from "../../../shared/run/proof-kinds.ts";
import { useWrite } from "../api/use-api.ts";
import { ApiErrorAlert } from "../parts/api-error-alert.tsx";
import { EnvironmentChoice } from "../parts/environment-choice.tsx";
import { SaveDialog } from "../parts/save-dialog.tsx";
import { type SpanDraft, spanDraftOf, spanSecondsOf } from "../parts/span-draft.ts";
import { SpanField } from "../parts/span-field.tsx";
import { PersonField } from "../people/person-field.tsx";
import { useMe } from "../shell/me.tsx";
import { usePromiseWords } from "./promise-words.ts";

interface PromiseFormProps {
  readonly ws: string;
  /** Absent for a new one. */
  readonly promise?: PromiseAnswer;
  onClose(): void;
}

const path = "/api/workspaces/{ws}/promises";
const aDay: SpanDraft = { value: "24", unit: "hours" };

/** Makes a promise, or changes one. */
export function PromiseForm({ ws, promise, onClose }: PromiseFormProps) {
  const { words } = usePromiseWords();
  const me = useMe();
  const [name, setName] = useState(promise?.name ?? "");
  const [proof, setProof] = useState(proofOf(promise?.proof, words.promise.proofs) ?? "backup");
  const [within, setWithin] = useState(promise === undefined ? aDay : spanDraftOf(promise.withinSeconds));
  const [environments, setEnvironments] = useState<"all" | readonly string[]>(promise?.environments ?? "all");
  const [ownerId, setOwnerId] = useState(promise?.ownerId ?? me.id);
  const create = useWrite<typeof createPromise>("POST", path);
  const write = useWrite<typeof writePromise>("PUT", `${path}/{id}`);

  const proofs = Object.entries(words.promise.proofs).map(([value, label]) => ({ value, label }));
  const withinSeconds = spanSecondsOf(within);
  const isWhole = name.trim() !== "" && ownerId.trim() !== "" && withinSeconds !== undefined && environments.length > 0;
  const { error } = promise === undefined ? create : write;
  const save = () => {
    if (withinSeconds === undefined) return;
    const body = {
      ...{ name: name.trim(), proof, withinSeconds, ownerId: ownerId.trim() },
      environments: environments === "all" ? ("all" as const) : [...environments],
    };
    if (promise === undefined) create.mutate({ parameters: { ws }, body }, { onSuccess: onClose });
    else {
      const { id, rev, effectiveFrom } = promise;
      write.mutate({ parameters: { ws, id }, body: { ...body, rev, effectiveFrom } }, { onSuccess: onClose });
    }
  };
  return (
    <SaveDialog
      title={promise === undefined ? words.promise.create : `${words.promise.edit}: ${promise.name}`}
      isWhole={isWhole}
      isPending={create.isPending || write.isPending}
      onSave={save}
      onClose={onClose}
    >
      <FormField label={words.promise.name}>
        <Input value={name} onChange={({ detail }) => setName(detail.value)} ariaRequired />
      </FormField>
      <FormField label={words.promise.proof} description={words.promise.proofHelp}>
        <Select
          options={proofs}
          selectedOption={proofs.find(({ value }) => value === proof) ?? null}
          onChange={({ detail }) => setProof(proofOf(detail.selectedOption.value, words.promise.proofs) ?? proof)}
        />
      </FormField>
      <SpanField label={words.promise.within} draft={within} onChange={setWithin} />
      <EnvironmentChoice ws={ws} value={environments} onChange={setEnvironments} />
      <PersonField
        ws={ws}
        label={words.promise.owner}
        description={words.promise.ownerHelp}
        value={ownerId}
        onChange={setOwnerId}
      />
      <ApiErrorAlert error={error} />
    </SaveDialog>
  );
}

type Proofs = Readonly<Record<ProofKind, string>>;
const isProof = (value: string, proofs: Proofs): value is ProofKind => value in proofs;

/** A kind of proof that this console knows. */
const proofOf = (value: string | undefined, proofs: Proofs): ProofKind | undefined =>
  value !== undefined && isProof(value, proofs) ? value : undefined;
