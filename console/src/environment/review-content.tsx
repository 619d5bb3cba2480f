import Box from "@cloudscape-design/components/box";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Table from "@cloudscape-design/components/table";
import { useNarrow } from "../parts/use-narrow.ts";
import { useLanguage } from "../words/language.tsx";
import { listOf, numberOf, type Stored, textOf } from "./fields.ts";

/** Content of a review: a section per platform and collection, and its gaps. */
export function ReviewContent({ review }: { readonly review: Stored }) {
  const { words, formats } = useLanguage();
  const isNarrow = useNarrow();
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
  const gapName = (gap: unknown) => {
    const code = textOf(gap, "code") ?? "";
    return words.review.gapCodes[code] ?? code;
  };
  return (
    <SpaceBetween size="l">
      <Table
        items={listOf(review, "sections")}
        wrapLines
        ariaLabels={{ tableLabel: words.review.sections }}
        header={<Header variant="h2">{words.review.sections}</Header>}
        empty={<Box textAlign="center">{words.review.noSections}</Box>}
        columnDefinitions={
          isNarrow
            ? [
                {
                  id: "collection",
                  header: words.review.collection,
                  isRowHeader: true,
                  cell: (section) => (
                    <Lines
                      head={`${collection(section)} · ${platform(section)}`}
                      small={`${words.review.policies}: ${number(section, "policyCount")} · ${words.review.settings}: ${number(section, "settingCount")}`}
                    />
                  ),
                },
              ]
            : [
                { id: "collection", header: words.review.collection, isRowHeader: true, cell: collection },
                { id: "platform", header: words.review.platform, cell: platform },
                { id: "policies", header: words.review.policies, cell: (section) => number(section, "policyCount") },
                { id: "settings", header: words.review.settings, cell: (section) => number(section, "settingCount") },
              ]
        }
      />
      <Table
        items={listOf(review, "gaps")}
        wrapLines
        ariaLabels={{ tableLabel: words.review.gaps }}
        header={<Header variant="h2">{words.review.gaps}</Header>}
        empty={<Box textAlign="center">{words.review.noGaps}</Box>}
        columnDefinitions={
          isNarrow
            ? [
                {
                  id: "what",
                  header: words.review.gap,
                  isRowHeader: true,
                  cell: (gap) => (
                    <Lines
                      head={gapName(gap)}
                      small={`${collection(gap)} · ${platform(gap)} · ${words.review.count}: ${number(gap, "count")}`}
                    />
                  ),
                },
              ]
            : [
                {
                  id: "what",
                  header: words.review.gap,
                  isRowHeader: true,
                  cell: gapName,
                },
                { id: "collection", header: words.review.collection, cell: collection },
                { id: "platform", header: words.review.platform, cell: platform },
                { id: "count", header: words.review.count, cell: (gap) => number(gap, "count") },
              ]
        }
      />
    </SpaceBetween>
  );
}

/** A row for screens too narrow for columns. */
function Lines({ head, small }: { readonly head: string; readonly small: string }) {
  return (
    <div className="run-lines">
      <div>{head}</div>
      <Box variant="small" color="text-body-secondary">
        {small}
      </Box>
    </div>
  );
}
