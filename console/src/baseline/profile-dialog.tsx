import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState } from "react";
import type { writeBaselineProfile } from "../../../shared/contract/baseline-routes.ts";
import { useWrite } from "../api/use-api.ts";
import { listOf, type Stored, textOf } from "../environment/fields.ts";
import { ApiErrorAlert } from "../parts/api-error-alert.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { useWorkspace } from "../shell/me.tsx";
import { StartButton } from "../start/start-button.tsx";
import { useLanguage } from "../words/language.tsx";

interface ProfileButtonProps {
  readonly ws: string;
  readonly env: string;
  /** Absent for a new one, which holds every policy of the environment. */
  readonly profile?: Stored;
}

/** Creates a baseline profile, or renames one. */
export function ProfileButton({ ws, env, profile }: ProfileButtonProps) {
  const { words } = useLanguage();
  const [isOpen, setOpen] = useState(false);
  const [id, setId] = useState(profile?.id ?? "");
  const [name, setName] = useState(textOf(profile, "name") ?? "");
  const policyIds = listOf(profile, "selection").map(String);
  const title = profile === undefined ? words.baseline.addProfile : words.baseline.editProfile;
  const write = useWrite<typeof writeBaselineProfile>(
    "PUT",
    "/api/workspaces/{ws}/environments/{env}/records/baseline-profiles/{id}",
  );
  const close = () => {
    setOpen(false);
    write.reset();
  };
  const save = () =>
    write.mutate(
      {
        parameters: { ws, env, id: id.trim() },
        body: { name: name.trim(), ...(policyIds.length > 0 && { policyIds }) },
      },
      { onSuccess: close },
    );
  return (
    <>
      <Button onClick={() => setOpen(true)}>{title}</Button>
      <Dialog
        isOpen={isOpen}
        title={title}
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
          {profile === undefined && <Alert type="info">{words.baseline.profileMeans}</Alert>}
          <FormField label={words.baseline.profileName}>
            <Input value={name} onChange={({ detail }) => setName(detail.value)} ariaRequired />
          </FormField>
          {profile === undefined && (
            <FormField label={words.baseline.profileId} description={words.baseline.profileIdHelp}>
              <Input value={id} onChange={({ detail }) => setId(detail.value)} ariaRequired />
            </FormField>
          )}
          <ApiErrorAlert error={write.error} />
        </SpaceBetween>
      </Dialog>
    </>
  );
}

interface ProfileActionsProps extends ProfileButtonProps {
  readonly profile: Stored;
}

/** What can be done with a profile: compare any environment with it; capture and rename it where its policies are. */
export function ProfileActions({ ws, env, profile }: ProfileActionsProps) {
  const { words } = useLanguage();
  const { can } = useWorkspace(ws);
  if (!can("environment_review.manage")) return null;
  const start = { ws, environmentId: env, values: { baselineProfileId: profile.id } };
  const isSource = textOf(profile, "sourceEnvironmentId") === env;
  return (
    <SpaceBetween direction="horizontal" size="xs">
      {isSource && <StartButton {...start} type="baseline.capture" label={words.baseline.capture} />}
      <StartButton {...start} type="baseline.compare" label={words.baseline.compare} />
      {isSource && <ProfileButton ws={ws} env={env} profile={profile} />}
    </SpaceBetween>
  );
}
