import type { showActivity } from "../../../shared/contract/operation-routes.ts";
import type { RunAnswer } from "../../../shared/contract/runs.ts";
import { useRead } from "../api/use-api.ts";
import { AppLink } from "../parts/app-link.tsx";
import { StateBadge } from "../parts/state-badge.tsx";
import { listPage, runPage } from "../runs/addresses.ts";
import { useLanguage } from "../words/language.tsx";

interface ActivityHintProps {
  readonly ws: string;
  readonly environmentId: string | undefined;
}

/**
 * Active work in one line: as many runs as have room, at most three, and the number of all as a link. The API names late
 * runs first; they ask for attention and show no progress.
 */
export function ActivityHint({ ws, environmentId }: ActivityHintProps) {
  const { words, formats } = useLanguage();
  const { data } = useRead<typeof showActivity>(
    "/api/workspaces/{ws}/operations/activity",
    { ws },
    { query: { environmentId } },
  );
  const items = data?.items ?? [];
  return (
    <div className="activity" aria-live="polite" role="status" aria-label={words.activity.title}>
      {items.map((run) => (
        <span key={run.id} className="activity-run" title={run.environmentName ?? undefined}>
          <StateBadge state={run.state} />
          <AppLink href={runPage(ws, run.id)} ariaLabel={`${placed(run)}: ${run.state.label}`}>
            {run.label}
          </AppLink>
          {run.problemClass === "none" && run.progress.percent !== undefined && ` ${run.progress.label}`}
        </span>
      ))}
      {data !== undefined && items.length > 0 && (
        <AppLink href={listPage(ws, data.active.list)}>{words.activity.count(formats.count(data.active))}</AppLink>
      )}
    </div>
  );
}

/** The environment distinguishes runs of the same type. */
const placed = ({ label, environmentName }: RunAnswer): string =>
  environmentName === null ? label : `${label}, ${environmentName}`;
