import type { Access } from "../../../shared/access/access-store.ts";
import { compareRestoreItem } from "../../../shared/contract/policy-routes.ts";
import { inTermsOfTarget } from "../../../shared/operations/restores/restore-content.ts";
import type { PolicyVersions } from "../../../shared/records/policy-versions.ts";
import type { RecordScope } from "../../../shared/records/record-store.ts";
import type { DisplayedRestoreItem } from "../../../shared/records/restore-run-records.ts";
import { readEndpoint } from "../../middleware/endpoint.ts";
import { notFound } from "../../middleware/errors.ts";
import { environmentOr404, need } from "../../middleware/scope-guard.ts";
import { isRecordId } from "../../representations/record-access.ts";
import { bodyOfText, comparisonOf, type StoredDocument } from "../../representations/setting-comparison.ts";

interface Dependencies {
  readonly access: Access;
  readonly restoreRuns: {
    findDisplayedItem(scope: RecordScope, id: string, itemId: string): Promise<DisplayedRestoreItem | undefined>;
  };
  readonly versions: Pick<PolicyVersions, "findBody" | "findPreviewed">;
}

/**
 * One policy of a change set: the provider's document as the preview read it, and the one that is written. That of a
 * promotion has the scope tags and the objects of actions that the preview chose in the target.
 */
export const compareRestoreItemEndpoint = ({ access, restoreRuns, versions }: Dependencies) =>
  readEndpoint(compareRestoreItem, async ({ caller, param }) => {
    const member = await environmentOr404(access, caller, param("ws"), param("env"));
    const scope = { workspaceId: member.workspace.id, environmentId: member.environment.id };
    const [id, itemId] = [param("id"), param("item")];
    const item =
      isRecordId(id) && isRecordId(itemId) ? await restoreRuns.findDisplayedItem(scope, id, itemId) : undefined;
    if (item === undefined) throw notFound();
    need(member, compareRestoreItem.capability);

    const text = await versions.findBody(scope, item.contentHash);
    const stored = text === undefined ? undefined : bodyOfText(text);
    const wanted = stored && inTermsOfTarget(stored, item.preview);
    return { status: 200, body: comparisonOf(await currentOf(scope, item, wanted, versions), wanted) };
  });

/** The document as the preview read it. The preview keeps none that is absent or equal to the backup. */
async function currentOf(
  scope: RecordScope,
  { preview }: DisplayedRestoreItem,
  wanted: StoredDocument,
  versions: Dependencies["versions"],
): Promise<StoredDocument> {
  if (preview?.currentHash === "absent") return "absent";
  if (preview?.change === "unchanged") return wanted;
  return preview?.currentVersion === undefined ? undefined : versions.findPreviewed(scope, preview.currentVersion);
}
