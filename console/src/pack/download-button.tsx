import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { downloadPolicyExport, downloadReviewPack } from "../../../shared/contract/artifact-routes.ts";
import { useWrite } from "../api/use-api.ts";
import { ApiErrorAlert } from "../parts/api-error-alert.tsx";
import { usePackWords } from "./pack-words.ts";

interface DownloadButtonProps {
  readonly ws: string;
  readonly env: string;
  readonly kind: "review-packs" | "policy-exports";
  readonly id: string;
}

const records = "/api/workspaces/{ws}/environments/{env}/records";

/** Asks for a link to a stored file and follows it. */
export function DownloadButton({ ws, env, kind, id }: DownloadButtonProps) {
  const { words } = usePackWords();
  const pack = useWrite<typeof downloadReviewPack>("POST", `${records}/review-packs/{id}/download`);
  const exported = useWrite<typeof downloadPolicyExport>("POST", `${records}/policy-exports/{id}/download`);
  const download = kind === "review-packs" ? pack : exported;
  return (
    <SpaceBetween size="s">
      <Button
        variant="primary"
        iconName="download"
        loading={download.isPending}
        onClick={() =>
          download.mutate({ parameters: { ws, env, id } }, { onSuccess: ({ url }) => window.location.assign(url) })
        }
      >
        {words.pack.download}
      </Button>
      <Box variant="small" color="text-body-secondary">
        {words.pack.downloadMeans}
      </Box>
      <ApiErrorAlert error={download.error} />
    </SpaceBetween>
  );
}
