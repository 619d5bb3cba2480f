import Header from "@cloudscape-design/components/header";
import Table from "@cloudscape-design/components/table";
import { listOf, type Stored, textOf } from "../environment/fields.ts";
import { useLanguage } from "../words/language.tsx";

/** The policies of a captured baseline. */
export function SnapshotItems({ snapshot }: { readonly snapshot: Stored }) {
  const { words } = useLanguage();
  const items = listOf(snapshot, "items");
  const collectionOf = (item: unknown) => {
    const code = textOf(item, "collection") ?? "";
    return words.review.collections[code] ?? code;
  };
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
          cell: (item) => textOf(item, "displayName") ?? "–",
        },
        { id: "collection", header: words.review.collection, cell: collectionOf },
        {
          id: "platform",
          header: words.review.platform,
          cell: (item) => words.review.platforms[textOf(item, "platform") ?? ""] ?? "–",
        },
      ]}
    />
  );
}
