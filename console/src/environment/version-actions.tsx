import Box from "@cloudscape-design/components/box";
import type * as z from "zod";
import type { policyVersion } from "../../../shared/contract/policies.ts";
import { Time } from "../parts/time.tsx";
import { useWorkspace } from "../shell/me.tsx";
import { StartButton } from "../start/start-button.tsx";
import { useLanguage } from "../words/language.tsx";

interface VersionActionsProps {
  readonly ws: string;
  readonly env: string;
  readonly version: z.infer<typeof policyVersion>;
}

/** When a version was archived or deleted; an archived one is taken back or deleted by a plan. Nothing for others. */
export function VersionActions({ ws, env, version: { contentHash, archivedAt, purgedAt } }: VersionActionsProps) {
  const { words } = useLanguage();
  const { can } = useWorkspace(ws);
  const start = { ws, environmentId: env, values: { policyVersionId: contentHash }, isInline: true };
  if (purgedAt !== null)
    return (
      <Box variant="small" color="text-body-secondary">
        {words.plan.purged} <Time at={purgedAt} />
      </Box>
    );
  if (archivedAt === null) return null;
  return (
    <>
      <Box variant="small" color="text-body-secondary">
        {words.plan.archived} <Time at={archivedAt} />
      </Box>
      {can("tenant.backups.manage") && (
        <StartButton {...start} type="policy_version.restore" label={words.plan.unarchive} />
      )}
      {can("tenant.danger_zone") && (
        <StartButton {...start} type="policy_version.force_delete" label={words.plan.purge} />
      )}
    </>
  );
}
