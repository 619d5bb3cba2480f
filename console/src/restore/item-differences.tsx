import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { compareRestoreItem } from "../../../shared/contract/policy-routes.ts";
import { useRead } from "../api/use-api.ts";
import { SettingDiff } from "../diff/setting-diff.tsx";
import { Answered } from "../parts/answered.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { useLanguage } from "../words/language.tsx";
import type { ItemRow } from "./item-rows.ts";

interface ItemDifferencesProps {
  readonly ws: string;
  readonly env: string;
  readonly restore: string;
  /** All policies with differences, in the order of the table. */
  readonly rows: readonly ItemRow[];
  readonly row: ItemRow;
  onMove(row: ItemRow): void;
  onClose(): void;
}

/** What restoring one policy changes, setting by setting, with the neighbouring policies one click away. */
export function ItemDifferences({ ws, env, restore, rows, row, onMove, onClose }: ItemDifferencesProps) {
  const { words } = useLanguage();
  const query = useRead<typeof compareRestoreItem>(
    "/api/workspaces/{ws}/environments/{env}/records/restore-runs/{id}/items/{item}/comparison",
    { ws, env, id: restore, item: row.id },
  );
  const at = rows.findIndex(({ id }) => id === row.id);
  const [before, after] = [rows[at - 1], rows[at + 1]];
  return (
    <Dialog isOpen size="max" title={row.name} onClose={onClose}>
      <SpaceBetween size="m">
        <SpaceBetween direction="horizontal" size="xs">
          <Button iconName="angle-left" disabled={before === undefined} onClick={() => before && onMove(before)}>
            {words.restore.previousPolicy}
          </Button>
          <Button
            iconName="angle-right"
            iconAlign="right"
            disabled={after === undefined}
            onClick={() => after && onMove(after)}
          >
            {words.restore.nextPolicy}
          </Button>
        </SpaceBetween>
        <Answered query={query} id={row.id}>
          {(comparison) => (
            <SettingDiff
              key={row.id}
              comparison={comparison}
              from={words.restore.atProvider}
              to={words.restore.backup}
            />
          )}
        </Answered>
      </SpaceBetween>
    </Dialog>
  );
}
