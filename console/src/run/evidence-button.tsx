import Button from "@cloudscape-design/components/button";
import type { downloadEvidence } from "../../../shared/contract/artifact-routes.ts";
import type { RunDetail } from "../../../shared/contract/runs.ts";
import { useWrite } from "../api/use-api.ts";
import { usePackWords } from "../pack/pack-words.ts";
import { ApiErrorAlert } from "../parts/api-error-alert.tsx";
import { saveFile } from "../parts/save-file.ts";
import { useWorkspace } from "../shell/me.tsx";
import { useToasts } from "../shell/toasts.tsx";

/** Saves the signed evidence of a run, for members who may see its diagnostics. Persons are numbered in it. */
export function EvidenceButton({ run: { workspaceId, id } }: { readonly run: RunDetail }) {
  const { words } = usePackWords();
  const { can } = useWorkspace(workspaceId);
  const toasts = useToasts();
  const download = useWrite<typeof downloadEvidence>("POST", "/api/workspaces/{ws}/operations/{run}/evidence-bundle");
  if (!can("operations.diagnostics")) return null;
  const press = () =>
    download.mutate({
      parameters: { ws: workspaceId, run: id },
      body: {},
      onAnswered({ fileName, keyFingerprint, content }) {
        const bytes = Uint8Array.from(atob(content), (character) => character.charCodeAt(0));
        saveFile(fileName, new Blob([bytes], { type: "application/zip" }));
        toasts.say({ type: "success", text: words.evidenceFile.downloaded(fileName, keyFingerprint) });
      },
    });
  return (
    <>
      <Button iconName="download" loading={download.isPending} onClick={press}>
        {words.evidenceFile.download}
      </Button>
      <ApiErrorAlert error={download.error} />
    </>
  );
}
