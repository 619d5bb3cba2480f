import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState } from "react";
import type { writeBaselineProfile } from "../../../shared/contract/baseline-routes.ts";
import { useWrite } from "../api/use-api.ts";
import { ApiErrorAlert } from "../parts/api-error-alert.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { useLanguage } from "../words/language.tsx";

interface ProfileButtonProps {
  readonly ws: string;
  readonly env: string;
}

/** Creates a baseline profile of every policy of an environment. */
export function ProfileButton({ ws, env }: ProfileButtonProps) {
  const { words } = useLanguage();
  const [isOpen, setOpen] = useState(false);
  const [id, setId] = useState("");
  const [name, setName] = useState("");
  const write = useWrite<typeof writeBaselineProfile>(
    "PUT",
    "/api/workspaces/{ws}/environments/{env}/records/baseline-profiles/{id}",
  );
  const close = () => {
    setOpen(false);
    write.reset();
  };
  const save = () =>
    write.mutate({ parameters: { ws, env, id: id.trim() }, body: { name: name.trim() } }, { onSuccess: close });
  return (
    <>
      <Button onClick={() => setOpen(true)}>{words.baseline.addProfile}</Button>
      <Dialog
        isOpen={isOpen}
        title={words.baseline.addProfile}
        onClose={close}
        confirm={
          <Button
            variant="primary"
            disabled={id.trim() === "" || name.trim() === ""}
            loading={write.isPending}
            onClick={save}
          >
            {words.save}
          </Button>
        }
      >
        <SpaceBetween size="m">
          <Alert type="info">{words.baseline.profileMeans}</Alert>
          <FormField label={words.baseline.profileName}>
            <Input value={name} onChange={({ detail }) => setName(detail.value)} ariaRequired />
          </FormField>
          <FormField label={words.baseline.profileId} description={words.baseline.profileIdHelp}>
            <Input value={id} onChange={({ detail }) => setId(detail.value)} ariaRequired />
          </FormField>
          <ApiErrorAlert error={write.error} />
        </SpaceBetween>
      </Dialog>
    </>
  );
}
