import Button from "@cloudscape-design/components/button";
import { useState } from "react";
import { useLanguage } from "../words/language.tsx";
import type { Comparison } from "./comparison.ts";
import { settingNameOf, shortValueOf } from "./setting-names.ts";

type Setting = Comparison["settings"][number];

interface DiffRowsProps {
  readonly settings: readonly Setting[];
  /** Unchanged settings are shown on request only. */
  readonly isFolded: boolean;
  readonly view: "side" | "inline";
  readonly from: string;
  readonly to: string;
}

/** One row per setting, in the order of the document. Neighbouring unchanged settings are one row until it is opened. */
export function DiffRows({ settings, isFolded, view, from, to }: DiffRowsProps) {
  const { words } = useLanguage();
  const [opened, setOpened] = useState<ReadonlySet<number>>(new Set());
  const columns = view === "side" ? 3 : 2;
  return (
    <div className="diff-scroll">
      <table className={`diff diff-${view}`}>
        <thead>
          <tr>
            <th scope="col">{words.diff.setting}</th>
            {view === "side" ? (
              <>
                <th scope="col">{from}</th>
                <th scope="col">{to}</th>
              </>
            ) : (
              <th scope="col">
                − {from}, + {to}
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {blocksOf(settings).map(({ start, rows, isUnchanged }) =>
            isUnchanged && isFolded && !opened.has(start) ? (
              <Folded
                key={start}
                columns={columns}
                count={rows.length}
                onOpen={() => setOpened(new Set([...opened, start]))}
              />
            ) : (
              rows.map((setting) => <Row key={setting.path.join("\n")} setting={setting} view={view} />)
            ),
          )}
        </tbody>
      </table>
    </div>
  );
}

interface FoldedProps {
  readonly columns: number;
  readonly count: number;
  onOpen(): void;
}

function Folded({ columns, count, onOpen }: FoldedProps) {
  const { words, formats } = useLanguage();
  return (
    <tr className="diff-folded">
      <td colSpan={columns}>
        <Button variant="inline-link" iconName="expand" onClick={onOpen}>
          {words.diff.unchanged(formats.number(count))}
        </Button>
      </td>
    </tr>
  );
}

function Row({ setting, view }: { readonly setting: Setting; readonly view: "side" | "inline" }) {
  const { words } = useLanguage();
  const { path, change, from, to } = setting;
  const name = settingNameOf(path, words.diff.order);
  const isChange = change !== "unchanged";
  const isOld = change === "changed" || change === "removed";
  const isNew = change === "changed" || change === "added";
  const old = <Value setting={setting} text={from} />;
  const current = <Value setting={setting} text={to} />;
  return (
    <tr
      className={`diff-${change}`}
      {...(isChange && { "data-change": change, tabIndex: -1, "aria-label": `${words.diff.changes[change]}: ${name}` })}
    >
      <th scope="row" title={path.join(" › ")}>
        {name}
      </th>
      {view === "side" ? (
        <>
          <td>{isOld ? <del>{old}</del> : old}</td>
          <td>{isNew ? <ins>{current}</ins> : current}</td>
        </>
      ) : (
        <td>
          {isOld && <del data-sign="−">{old}</del>}
          {isNew && <ins data-sign="+">{current}</ins>}
          {!isOld && !isNew && old}
        </td>
      )}
    </tr>
  );
}

function Value({
  setting: { path, change, isCut },
  text,
}: {
  readonly setting: Setting;
  readonly text: string | null;
}) {
  const { words } = useLanguage();
  if (change === "unverifiable" && text !== null) return <span className="diff-absent">{words.diff.secret}</span>;
  if (text === null) return <span className="diff-absent">{words.diff.absent}</span>;
  const short = shortValueOf(path, text);
  return (
    <>
      <code title={short === text ? undefined : text}>{text === "" ? "“”" : short}</code>
      {isCut && ` (${words.diff.cut})`}
    </>
  );
}

/** Neighbouring settings that are all unchanged, or all not. */
function blocksOf(settings: readonly Setting[]) {
  const blocks: { readonly start: number; readonly isUnchanged: boolean; readonly rows: Setting[] }[] = [];
  settings.forEach((setting, start) => {
    const isUnchanged = setting.change === "unchanged";
    const last = blocks.at(-1);
    if (last?.isUnchanged === isUnchanged) last.rows.push(setting);
    else blocks.push({ start, isUnchanged, rows: [setting] });
  });
  return blocks;
}
