import Box from "@cloudscape-design/components/box";
import { useSearchParams } from "react-router";
import type { RunAnswer } from "../../../shared/contract/runs.ts";
import type { waveType } from "../../../shared/run/wave.ts";
import { AppLink } from "../parts/app-link.tsx";
import { useLanguage } from "../words/language.tsx";
import { listsTargets } from "./filter-tokens.ts";

const wave: typeof waveType = "operations.wave";

interface FoldedTargetsProps {
  readonly runs: readonly RunAnswer[];
  /** Whether the rows of waves stand for their targets. */
  readonly isFolding: boolean;
}

/** Says that targets of waves are not rows of their own, and lists them on request; and the other way round. */
export function FoldedTargets({ runs, isFolding }: FoldedTargetsProps) {
  const { words } = useLanguage();
  const [search] = useSearchParams();
  const isListing = listsTargets(search);
  if (!isListing && !(isFolding && runs.some(({ type }) => type === wave))) return null;
  const other = new URLSearchParams(search);
  if (isListing) other.delete("waves");
  else other.set("waves", "listed");
  return (
    <Box variant="small" color="text-body-secondary">
      {!isListing && `${words.hub.folded} `}
      <AppLink href={`?${other}`}>{isListing ? words.hub.foldTargets : words.hub.listTargets}</AppLink>
    </Box>
  );
}
