import Header from "@cloudscape-design/components/header";
import Table from "@cloudscape-design/components/table";
import type * as z from "zod";
import type { brokenPromises } from "../../../shared/contract/promises.ts";
import { AppLink, AppLinkButton } from "../parts/app-link.tsx";
import { StateBadge } from "../parts/state-badge.tsx";
import { environmentPage, promisesPage } from "../runs/addresses.ts";
import { useLanguage } from "../words/language.tsx";
import { WhyLines } from "./why-lines.tsx";

type Broken = z.infer<typeof brokenPromises>;
type Item = Broken["items"][number];

interface BrokenPromisesProps {
  readonly ws: string;
  readonly promises: Broken | null;
}

/** Which environments are not as promised, and why, the longest broken first; nothing when none is broken. */
export function BrokenPromises({ ws, promises }: BrokenPromisesProps) {
  const { words, formats } = useLanguage();
  if (promises === null) return null;
  const { label, guidance, count, items } = promises;
  return (
    <Table
      items={items}
      trackBy={({ promiseId, environmentId }) => `${promiseId} ${environmentId}`}
      wrapLines
      contentDensity="compact"
      ariaLabels={{ tableLabel: label }}
      header={
        <Header
          variant="h2"
          counter={`(${formats.count(count)})`}
          description={guidance}
          actions={<AppLinkButton href={promisesPage(ws, count.list)}>{words.overview.all}</AppLinkButton>}
        >
          {label}
        </Header>
      }
      columnDefinitions={[
        {
          id: "promise",
          header: words.run.environment,
          isRowHeader: true,
          cell: (item) => (
            <div className="run-lines">
              <span>
                <AppLink href={environmentPage(ws, item.environmentId)}>{item.environment}</AppLink>{" "}
                <StateBadge state={item.state} />
              </span>
              <PromiseLines ws={ws} item={item} />
            </div>
          ),
        },
      ]}
    />
  );
}

/** What was promised and proven, then the reasons; the open run or the schedule behind one is a link. */
function PromiseLines({ ws, item }: { readonly ws: string; readonly item: Item }) {
  return (
    <>
      <span>
        {item.promise}: {item.text}
      </span>
      <WhyLines ws={ws} why={item.why} />
    </>
  );
}
