import Box from "@cloudscape-design/components/box";
import Header from "@cloudscape-design/components/header";
import Pagination from "@cloudscape-design/components/pagination";
import Table from "@cloudscape-design/components/table";
import TextFilter from "@cloudscape-design/components/text-filter";
import { useState } from "react";
import type { showPolicyDocument } from "../../../shared/contract/policy-routes.ts";
import { useRead } from "../api/use-api.ts";
import { settingNameOf, shortValueOf } from "../diff/setting-names.ts";
import { Answered } from "../parts/answered.tsx";
import { useLanguage } from "../words/language.tsx";

interface PolicyDocumentProps {
  readonly ws: string;
  readonly env: string;
  readonly id: string;
  readonly version: string | undefined;
}

const pageSize = 50;

/** The settings of a policy, with search by name or value. */
export function PolicyDocument({ ws, env, id, version }: PolicyDocumentProps) {
  const { words, formats } = useLanguage();
  const [text, setText] = useState("");
  const [pageIndex, setPageIndex] = useState(1);
  const query = useRead<typeof showPolicyDocument>(
    "/api/workspaces/{ws}/environments/{env}/records/policies/{id}/document",
    { ws, env, id },
    { query: { version } },
  );
  const wanted = text.trim().toLowerCase();
  return (
    <Answered query={query} id={id}>
      {({ settings }) => {
        const matching = settings.filter(({ path, value }) =>
          `${path.join(" ")}\n${value}`.toLowerCase().includes(wanted),
        );
        const pages = Math.max(1, Math.ceil(matching.length / pageSize));
        const page = Math.min(pageIndex, pages);
        return (
          <Table
            items={matching.slice((page - 1) * pageSize, page * pageSize)}
            wrapLines
            contentDensity="compact"
            ariaLabels={{ tableLabel: words.policy.document }}
            header={
              <Header variant="h2" counter={`(${formats.number(settings.length)})`}>
                {words.policy.document}
              </Header>
            }
            filter={
              <TextFilter
                filteringText={text}
                filteringPlaceholder={words.diff.find}
                filteringAriaLabel={words.diff.find}
                countText={wanted === "" ? "" : words.policyTable.matches(formats.number(matching.length))}
                onChange={({ detail }) => {
                  setText(detail.filteringText);
                  setPageIndex(1);
                }}
              />
            }
            pagination={
              pages > 1 && (
                <Pagination
                  currentPageIndex={page}
                  pagesCount={pages}
                  onChange={({ detail }) => setPageIndex(detail.currentPageIndex)}
                />
              )
            }
            empty={<Box textAlign="center">{words.diff.noMatch}</Box>}
            columnDefinitions={[
              {
                id: "setting",
                header: words.diff.setting,
                isRowHeader: true,
                cell: ({ path }) => (
                  <code className="id" title={path.join(" › ")}>
                    {settingNameOf(path, words.diff.order)}
                  </code>
                ),
              },
              {
                id: "value",
                header: words.diff.value,
                cell: ({ path, value, isUnverifiable, isCut }) =>
                  isUnverifiable ? (
                    <span className="diff-absent">{words.diff.secret}</span>
                  ) : (
                    <>
                      <code className="id">{shortValueOf(path, value)}</code>
                      {isCut && ` (${words.diff.cut})`}
                    </>
                  ),
              },
            ]}
          />
        );
      }}
    </Answered>
  );
}
