import Box from "@cloudscape-design/components/box";
import type { TableProps } from "@cloudscape-design/components/table";
import type { RecordKind } from "../../../shared/contract/records.ts";
import { AppLink } from "../parts/app-link.tsx";
import { StateBadge } from "../parts/state-badge.tsx";
import { Time } from "../parts/time.tsx";
import { useNarrow } from "../parts/use-narrow.ts";
import { recordPage } from "../runs/addresses.ts";
import { useLanguage } from "../words/language.tsx";
import { numberOf, type Stored, textOf } from "./fields.ts";
import { createdAtOf, recordNameOf } from "./record-name.ts";

interface Place {
  readonly ws: string;
  readonly env: string;
  readonly kind: RecordKind;
}

type Columns = TableProps.ColumnDefinition<Stored>[];

/** Columns of a list of records: name, the facts of its kind, state and time. */
export function useRecordColumns({ ws, env, kind }: Place): Columns {
  const { words, formats } = useLanguage();
  const isNarrow = useNarrow();
  const isPolicy = kind === "policies";
  // Their items are known since their list was read.
  const isListed =
    kind === "directory-groups" || kind === "role-definitions" || kind === "inventory-items" || kind === "listings";
  const collectionOf = (record: Stored) => {
    const code = textOf(record, "collection") ?? "";
    return words.review.collections[code] ?? code;
  };
  const platformOf = (record: Stored) => words.review.platforms[textOf(record, "platform") ?? ""] ?? "–";
  const typeOf = (record: Stored) => {
    const type = textOf(record, "type") ?? "–";
    return words.review.collections[type] ?? type;
  };
  const timeOf = (record: Stored) =>
    isPolicy ? textOf(record, "changedAt") : isListed ? textOf(record, "readAt") : createdAtOf(record);
  const name: Columns = [
    {
      id: "name",
      header: words.record.name,
      isRowHeader: true,
      width: isNarrow ? undefined : "40%",
      cell: (record) => (
        <div className="run-lines">
          <span data-row-link>
            <AppLink href={recordPage(ws, env, kind, record.id)}>{recordNameOf(record, kind, words, formats)}</AppLink>
          </span>
          {isPolicy && isNarrow && (
            <Box variant="small" color="text-body-secondary">
              {collectionOf(record)} · {platformOf(record)}
            </Box>
          )}
        </div>
      ),
    },
  ];
  const state: Columns = [
    {
      id: "status",
      header: words.run.state,
      // Words never wrap; on a phone the date is omitted instead.
      minWidth: 130,
      cell: (record) => <StateBadge state={record.state} />,
    },
  ];
  if (isNarrow) return [...name, ...state];
  const policy: Columns = [
    { id: "collection", header: words.review.collection, cell: collectionOf },
    { id: "platform", header: words.review.platform, cell: platformOf },
    {
      id: "settings",
      header: words.review.settings,
      cell: (record) => formats.number(numberOf(record, "settingCount") ?? 0),
    },
  ];
  const typed: Columns = [{ id: "type", header: words.record.fields.type, cell: (record) => typeOf(record) }];
  return [
    ...name,
    ...(isPolicy ? policy : []),
    ...(kind === "inventory-items" ? typed : []),
    ...state,
    {
      id: "time",
      header: isPolicy ? words.record.fields.changedAt : isListed ? words.record.fields.readAt : words.run.created,
      cell: (record) => {
        const at = timeOf(record);
        return at === undefined ? "–" : <Time at={at} />;
      },
    },
  ];
}
