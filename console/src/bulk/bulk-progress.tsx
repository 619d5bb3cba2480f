import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import ProgressBar from "@cloudscape-design/components/progress-bar";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { ApiError } from "../api/client.ts";
import { ApiErrorAlert } from "../parts/api-error-alert.tsx";
import { AppLink } from "../parts/app-link.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { runPage } from "../runs/addresses.ts";
import { useLanguage } from "../words/language.tsx";
import type { Bulk } from "./bulk-context.ts";

const refusalsMax = 20;
const inVain: ReadonlySet<string> = new Set(["refused", "not_queued", "needs_person"]);

interface BulkProgressProps {
  readonly ws: string;
  readonly bulk: Bulk;
  readonly error: ApiError | null;
  onRetry(): void;
  onClose(): void;
}

/** Progress of a bulk action, and the runs that were left as they are. Closing it does not stop the action. */
export function BulkProgress({ ws, bulk, error, onRetry, onClose }: BulkProgressProps) {
  const { words, formats } = useLanguage();
  const { total, done, refused, alreadyTrue } = bulk.counts;
  const refusals = bulk.items.filter(({ result }) => result !== null && inVain.has(result));
  return (
    <Dialog
      isOpen
      title={`${bulk.label}: ${words.bulk.runs(total)}`}
      onClose={onClose}
      dismissLabel={words.close}
      confirm={
        error !== null && (
          <Button variant="primary" onClick={onRetry}>
            {words.errors.tryAgain}
          </Button>
        )
      }
    >
      <div aria-live="polite">
        <SpaceBetween size="s">
          <ProgressBar
            value={total === 0 ? 100 : Math.floor(((done + refused) / total) * 100)}
            additionalInfo={words.bulk.progress(formats.number(done), formats.number(total))}
            ariaLabel={bulk.label}
          />
          {alreadyTrue > 0 && <Alert type="info">{words.bulk.alreadyDone(alreadyTrue)}</Alert>}
          {refused > 0 && (
            <Alert type="warning" header={words.bulk.refused(refused)}>
              <ul className="plain">
                {refusals.slice(0, refusalsMax).map(({ runId, label, resultLabel }) => (
                  <li key={runId}>
                    <AppLink href={runPage(ws, runId)}>{label}</AppLink>{" "}
                    <Box variant="small" color="text-body-secondary">
                      {runId}
                    </Box>
                    : {resultLabel}
                  </li>
                ))}
              </ul>
            </Alert>
          )}
          {bulk.isComplete && refused === 0 && <Alert type="success">{words.bulk.complete(total)}</Alert>}
          <ApiErrorAlert error={error} />
        </SpaceBetween>
      </div>
    </Dialog>
  );
}
