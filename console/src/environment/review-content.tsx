import Box from "@cloudscape-design/components/box";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Table from "@cloudscape-design/components/table";
import { useLanguage } from "../words/language.tsx";
import { listOf, numberOf, type Stored, textOf } from "./fields.ts";

/** What a review found: a section per platform and collection, and what it could not see. */
export function ReviewContent({ review }: { readonly review: Stored }) {
  const { words, formats } = useLanguage();
  const number = (holder: unknown, name: string) => {
    const value = numberOf(holder, name);
    return value === undefined ? "–" : formats.number(value);
  };
  const collection = (holder: unknown) => {
    const code = textOf(holder, "collection") ?? "";
    return words.review.collections[code] ?? code;
  };
  const platform = (holder: unknown) => {
    const code = textOf(holder, "platform");
    return code === undefined ? "–" : (words.review.platforms[code] ?? code);
  };
  return (
    <SpaceBetween size="l">
      <Table
        items={listOf(review, "sections")}
        wrapLines
        ariaLabels={{ tableLabel: words.review.sections }}
        header={<Header variant="h2">{words.review.sections}</Header>}
        empty={<Box textAlign="center">{words.review.noSections}</Box>}
        columnDefinitions={[
          { id: "collection", header: words.review.collection, isRowHeader: true, cell: collection },
          { id: "platform", header: words.review.platform, cell: platform },
          { id: "policies", header: words.review.policies, cell: (section) => number(section, "policyCount") },
          { id: "settings", header: words.review.settings, cell: (section) => number(section, "settingCount") },
        ]}
      />
      <Table
        items={listOf(review, "gaps")}
        wrapLines
        ariaLabels={{ tableLabel: words.review.gaps }}
        header={<Header variant="h2">{words.review.gaps}</Header>}
        empty={<Box textAlign="center">{words.review.noGaps}</Box>}
        columnDefinitions={[
          {
            id: "what",
            header: words.review.gap,
            isRowHeader: true,
            cell: (gap) => words.review.gapCodes[textOf(gap, "code") ?? ""] ?? textOf(gap, "code"),
          },
          { id: "collection", header: words.review.collection, cell: collection },
          { id: "platform", header: words.review.platform, cell: platform },
          { id: "count", header: words.review.count, cell: (gap) => number(gap, "count") },
        ]}
      />
    </SpaceBetween>
  );
}
