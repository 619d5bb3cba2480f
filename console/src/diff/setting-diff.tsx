import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import SegmentedControl from "@cloudscape-design/components/segmented-control";
import SpaceBetween from "@cloudscape-design/components/space-between";
import TextFilter from "@cloudscape-design/components/text-filter";
import { type KeyboardEvent, useRef, useState } from "react";
import { useNarrow } from "../parts/use-narrow.ts";
import { useLanguage } from "../words/language.tsx";
import type { Comparison } from "./comparison.ts";
import { DiffRows } from "./diff-rows.tsx";
import { settingNameOf } from "./setting-names.ts";

interface SettingDiffProps {
  readonly comparison: Comparison;
  /** What the two documents are, such as "At the provider" and "Backup". */
  readonly from: string;
  readonly to: string;
}

/** The differences of two documents by setting: side by side or inline, with unchanged settings folded. */
export function SettingDiff({ comparison, from, to }: SettingDiffProps) {
  const { words, formats } = useLanguage();
  const isNarrow = useNarrow();
  const [chosen, setChosen] = useState<"side" | "inline">("side");
  const [text, setText] = useState("");
  const place = useRef<HTMLDivElement>(null);
  const { counts, settings, isComparable } = comparison;
  if (!isComparable) return <Box color="text-body-secondary">{words.diff.notComparable}</Box>;

  const view = isNarrow ? "inline" : chosen;
  const wanted = text.trim().toLowerCase();
  const shown = settings.filter(({ path, from: old, to: current }) =>
    [settingNameOf(path, words.diff.order), old, current].some((part) => part?.toLowerCase().includes(wanted)),
  );
  const go = (step: 1 | -1) => focusChange(place.current, step);
  const press = (event: KeyboardEvent) => {
    if (event.target instanceof HTMLInputElement || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "n") go(1);
    else if (event.key === "p") go(-1);
  };
  const differs = counts.changed + counts.added + counts.removed;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys repeat the buttons below.
    <div ref={place} onKeyDown={press}>
      <SpaceBetween size="s">
        <div className="diff-bar">
          <TextFilter
            filteringText={text}
            filteringPlaceholder={words.diff.find}
            filteringAriaLabel={words.diff.find}
            onChange={({ detail }) => setText(detail.filteringText)}
          />
          {!isNarrow && (
            <SegmentedControl
              label={words.diff.view}
              selectedId={view}
              options={[
                { id: "side", text: words.diff.sideBySide },
                { id: "inline", text: words.diff.inline },
              ]}
              onChange={({ detail }) => setChosen(detail.selectedId === "inline" ? "inline" : "side")}
            />
          )}
          <Button iconName="angle-up" ariaLabel={words.diff.previous} disabled={differs === 0} onClick={() => go(-1)} />
          <Button iconName="angle-down" ariaLabel={words.diff.next} disabled={differs === 0} onClick={() => go(1)} />
        </div>
        <Box variant="small" color="text-body-secondary">
          {differs === 0
            ? words.diff.nothing
            : words.diff.counts(
                formats.number(counts.changed),
                formats.number(counts.added),
                formats.number(counts.removed),
              )}
          {counts.unverifiable > 0 && ` ${words.diff.unverifiable(formats.number(counts.unverifiable))}`}
          {!isNarrow && differs > 0 && ` · ${words.diff.keys}`}
        </Box>
        <DiffRows key={wanted} settings={shown} isFolded={wanted === ""} view={view} from={from} to={to} />
      </SpaceBetween>
    </div>
  );
}

/** Moves focus to the next or previous difference. */
function focusChange(place: HTMLElement | null, step: 1 | -1): void {
  const rows = [...(place?.querySelectorAll<HTMLElement>("[data-change]") ?? [])];
  const at = rows.findIndex((row) => row.matches(":focus"));
  const next = at === -1 ? (step === 1 ? 0 : rows.length - 1) : (at + step + rows.length) % rows.length;
  rows[next]?.focus();
  rows[next]?.scrollIntoView({ block: "center" });
}
