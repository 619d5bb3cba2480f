import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState } from "react";
import { type Stored, textOf } from "../environment/fields.ts";
import { ApiErrorAlert } from "../parts/api-error-alert.tsx";
import { useWorkspace } from "../shell/me.tsx";
import { useLanguage } from "../words/language.tsx";
import { type ItemRow, itemRowsOf } from "./item-rows.ts";
import { PolicyTable } from "./policy-table.tsx";
import { selectedMax, usePreview } from "./use-preview.ts";

interface BackupItemsProps {
  readonly ws: string;
  readonly env: string;
  readonly set: Stored;
}

/** The policies of a backup set. Members who may restore select some of them and preview their restore. */
export function BackupItems({ ws, env, set }: BackupItemsProps) {
  const { words, formats } = useLanguage();
  const { can } = useWorkspace(ws);
  const [selected, setSelected] = useState<readonly ItemRow[]>([]);
  const { preview, isPending, error } = usePreview({ ws, env });
  const rows = itemRowsOf(set);
  if (rows.length === 0) return null;
  const title = words.record.kinds.policies;
  // Restores refuse an archived set, so none is offered.
  if (textOf(set, "archivedAt") !== undefined)
    return <PolicyTable rows={rows} title={title} description={words.plan.archivedSet} />;
  if (!can("tenant.restore.execute")) return <PolicyTable rows={rows} title={title} />;
  const isTooMany = selected.length > selectedMax;
  const count = formats.number(selected.length === 0 ? rows.length : selected.length);
  return (
    <SpaceBetween size="m">
      <ApiErrorAlert error={error} />
      <PolicyTable
        rows={rows}
        title={title}
        description={isTooMany ? words.restore.tooMany(formats.number(selectedMax)) : words.restore.previewMeans}
        selection={{ selected, onChange: setSelected }}
        actions={
          <Button
            variant="primary"
            loading={isPending}
            disabled={isTooMany}
            onClick={() =>
              preview(
                set.id,
                selected.map(({ id }) => id),
              )
            }
          >
            {selected.length === 0 ? words.restore.previewAll(count) : words.restore.previewSome(count)}
          </Button>
        }
      />
    </SpaceBetween>
  );
}
