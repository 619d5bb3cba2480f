import SegmentedControl from "@cloudscape-design/components/segmented-control";
import { useSearchParams } from "react-router";
import type { CauseWindow } from "../../../shared/run/cause-windows.ts";
import { useGroupWords } from "./group-words.ts";

const windows = ["24h", "7d", "30d"] as const satisfies readonly CauseWindow[];
const ever = "ever";

/** The span of creation that the page is narrowed to, from its address; undefined for everything open. */
export function useCauseWindow(): CauseWindow | undefined {
  const [address] = useSearchParams();
  return windows.find((one) => one === address.get("window"));
}

/** Narrows the page to what was created in a span. */
export function CauseWindowChoice({ window }: { readonly window: CauseWindow | undefined }) {
  const { words } = useGroupWords();
  const [, setAddress] = useSearchParams();
  return (
    <SegmentedControl
      label={words.group.window}
      selectedId={window ?? ever}
      options={[{ id: ever, text: words.group.ever }, ...windows.map((id) => ({ id, text: words.group.windows[id] }))]}
      onChange={({ detail }) => setAddress(detail.selectedId === ever ? {} : { window: detail.selectedId })}
    />
  );
}
