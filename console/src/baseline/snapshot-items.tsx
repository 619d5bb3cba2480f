import Box from "@cloudscape-design/components/box";
import Header from "@cloudscape-design/components/header";
import Table from "@cloudscape-design/components/table";
import { listOf, type Stored, textOf } from "../environment/fields.ts";
import { useNarrow } from "../parts/use-narrow.ts";
import { useLanguage } from "../words/language.tsx";

/** The policies of a captured baseline. */
export function SnapshotItems({ snapshot }: { readonly snapshot: Stored }) {
  const { words } = useLanguage();
  const isNarrow = useNarrow();
  const items = listOf(snapshot, "items");
  const collectionOf = (item: unknown) => {
    const code = textOf(item, "collection") ?? "";
    return words.review.collections[code] ?? code;
  };
  const platformOf = (item: unknown) => words.review.platforms[textOf(item, "platform") ?? ""] ?? "–";
  return (
    <Table
      items={items}
      contentDensity="compact"
      wrapLines
      ariaLabels={{ tableLabel: words.baseline.policies }}
      header={<Header variant="h2">{words.baseline.policies}</Header>}
      columnDefinitions={[
        {
          id: "name",
          header: words.record.name,
          isRowHeader: true,
          cell: (item) => (
            <div className="run-lines">
              <span>{textOf(item, "displayName") ?? "–"}</span>
              {isNarrow && (
                <Box variant="small" color="text-body-secondary">
                  {collectionOf(item)} · {platformOf(item)}
                </Box>
              )}
            </div>
          ),
        },
        ...(isNarrow
          ? []
          : [
              { id: "collection", header: words.review.collection, cell: collectionOf },
              { id: "platform", header: words.review.platform, cell: platformOf },
            ]),
      ]}
    />
  );
}
