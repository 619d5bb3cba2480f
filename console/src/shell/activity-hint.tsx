import type { showActivity } from "../../../shared/contract/operation-routes.ts";
import type { RunAnswer } from "../../../shared/contract/runs.ts";
import { useRead } from "../api/use-api.ts";
import { AppLink } from "../parts/app-link.tsx";
import { StateBadge } from "../parts/state-badge.tsx";
import { hubPage, listPage, runPage } from "../runs/addresses.ts";
import { useLanguage } from "../words/language.tsx";

interface ActivityHintProps {
  readonly ws: string;
  readonly environmentId: string | undefined;
}

/**
 * Active work in one line: at most three runs, the rest behind a link. A stale run asks for attention and shows no
 * progress.
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
        <AppLink href={data.active.value > items.length ? listPage(ws, data.active.list) : hubPage(ws)}>
          {data.active.value > items.length ? words.activity.more(formats.count(data.active)) : words.activity.all}
        </AppLink>
      )}
    </div>
  );
}

/** The environment distinguishes runs of the same type. */
const placed = ({ label, environmentName }: RunAnswer): string =>
  environmentName === null ? label : `${label}, ${environmentName}`;
