import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import FormField from "@cloudscape-design/components/form-field";
import ProgressBar from "@cloudscape-design/components/progress-bar";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Textarea from "@cloudscape-design/components/textarea";
import { useEffect, useState } from "react";
import type * as z from "zod";
import type { bulkAction } from "../../../shared/contract/bulk-actions.ts";
import type { continueBulkAction, startBulkAction } from "../../../shared/contract/operation-routes.ts";
import { useWrite } from "../api/use-api.ts";
import { ApiErrorAlert } from "../parts/api-error-alert.tsx";
import { AppLink } from "../parts/app-link.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { runPage } from "../runs/addresses.ts";
import { useLanguage } from "../words/language.tsx";

type Bulk = z.infer<typeof bulkAction>;

export interface BulkDialogProps {
  readonly ws: string;
  readonly action: {
    readonly action: Bulk["action"];
    readonly label: string;
    readonly consequence: string;
    readonly requiresNote: boolean;
  };
  readonly runIds: readonly string[];
  onClose(): void;
}

const nextRequestMilliseconds = 1000;
const noteLengthMin = 5;
const noteLengthMax = 500;

/** One action on many runs: its consequence and number first, then progress and the result of each run. */
export function BulkDialog({ ws, action, runIds, onClose }: BulkDialogProps) {
  const { words } = useLanguage();
  const [note, setNote] = useState("");
  const [bulk, setBulk] = useState<Bulk>();
  const start = useWrite<typeof startBulkAction>("POST", "/api/workspaces/{ws}/bulk-actions");
  const proceed = useWrite<typeof continueBulkAction>("POST", "/api/workspaces/{ws}/bulk-actions/{bulk}/continue");
  const length = note.trim().length;
  const isTooShort = length < noteLengthMin || length > noteLengthMax;
  const isLeft = bulk !== undefined && !bulk.isComplete;
  const { mutate, isPending, isError } = proceed;
  const id = bulk?.id;
  // What one request does not finish, the next one does. The pause matters when another request still holds a run.
  useEffect(() => {
    if (!isLeft || id === undefined || isPending || isError) return;
    const next = window.setTimeout(
      () => mutate({ parameters: { ws, bulk: id } }, { onSuccess: setBulk }),
      nextRequestMilliseconds,
    );
    return () => window.clearTimeout(next);
  }, [isLeft, id, isPending, isError, mutate, ws]);

  const submit = () =>
    start.mutate(
      {
        parameters: { ws },
        body: { action: action.action, runIds: [...runIds], ...(action.requiresNote && { note: note.trim() }) },
      },
      { onSuccess: setBulk },
    );
  return (
    <Dialog
      isOpen
      title={`${action.label}: ${words.bulk.runs(runIds.length)}`}
      onClose={onClose}
      dismissLabel={bulk === undefined ? undefined : words.close}
      confirm={
        bulk === undefined ? (
          <Button
            variant="primary"
            loading={start.isPending}
            disabled={action.requiresNote && isTooShort}
            onClick={submit}
          >
            {action.label}
          </Button>
        ) : (
          isError && (
            <Button variant="primary" onClick={() => proceed.reset()}>
              {words.errors.tryAgain}
            </Button>
          )
        )
      }
    >
      <SpaceBetween size="m">
        {bulk === undefined ? (
          <>
            <Alert type="info">{action.consequence}</Alert>
            {action.requiresNote && (
              <FormField label={words.note.label} description={words.note.where} constraintText={words.note.length}>
                <Textarea value={note} onChange={({ detail }) => setNote(detail.value)} ariaRequired />
              </FormField>
            )}
          </>
        ) : (
          <Progress ws={ws} bulk={bulk} />
        )}
        <ApiErrorAlert error={start.error ?? proceed.error} />
      </SpaceBetween>
    </Dialog>
  );
}

function Progress({ ws, bulk }: { readonly ws: string; readonly bulk: Bulk }) {
  const { words, formats } = useLanguage();
  const { total, done, refused } = bulk.counts;
  const refusals = bulk.items.filter(({ result }) => result === "refused" || result === "not_queued");
  return (
    <div aria-live="polite">
      <SpaceBetween size="s">
        <ProgressBar
          value={total === 0 ? 100 : Math.floor(((done + refused) / total) * 100)}
          additionalInfo={words.bulk.progress(formats.number(done), formats.number(total))}
          ariaLabel={bulk.label}
        />
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
      </SpaceBetween>
    </div>
  );
}

const refusalsMax = 20;
