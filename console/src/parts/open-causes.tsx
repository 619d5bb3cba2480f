import Header from "@cloudscape-design/components/header";
import Table, { type TableProps } from "@cloudscape-design/components/table";
import type { ReactNode } from "react";
import { useLanguage } from "../words/language.tsx";
import { AppLinkButton } from "./app-link.tsx";

interface OpenCausesProps<Item> extends Required<Pick<TableProps<Item>, "items" | "trackBy">> {
  readonly label: string;
  readonly guidance: string;
  /** Of all, of which `items` may be the first. */
  readonly count: { readonly value: number; readonly capped: boolean };
  /** The page that lists all. */
  readonly list: string;
  /** Content of a row, which begins with its environment. */
  children(item: Item): ReactNode;
}

/** What one kind of cause keeps open besides runs, with its count and guidance. */
export function OpenCauses<Item>({ label, guidance, count, items, trackBy, list, children }: OpenCausesProps<Item>) {
  const { words, formats } = useLanguage();
  return (
    <Table
      items={items}
      trackBy={trackBy}
      wrapLines
      contentDensity="compact"
      ariaLabels={{ tableLabel: label }}
      header={
        <Header
          variant="h2"
          counter={`(${formats.count(count)})`}
          description={guidance}
          actions={<AppLinkButton href={list}>{words.overview.all}</AppLinkButton>}
        >
          {label}
        </Header>
      }
      columnDefinitions={[
        {
          id: "environment",
          header: words.run.environment,
          isRowHeader: true,
          cell: (item) => <div className="run-lines">{children(item)}</div>,
        },
      ]}
    />
  );
}
