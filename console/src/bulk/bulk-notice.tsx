import Flashbar from "@cloudscape-design/components/flashbar";
import Link from "@cloudscape-design/components/link";
import { useEffect, useState } from "react";
import type { continueBulkAction } from "../../../shared/contract/operation-routes.ts";
import { useWrite } from "../api/use-api.ts";
import { useLanguage } from "../words/language.tsx";
import type { Bulk } from "./bulk-context.ts";
import { BulkProgress } from "./bulk-progress.tsx";

interface BulkNoticeProps {
  readonly ws: string;
  readonly id: string;
  /** Absent after a reload, until it was read again. */
  readonly bulk?: Bulk;
  onDismiss(): void;
}

const nextRequestMilliseconds = 1000;

/** Carries a bulk action on, shows how far it is above every page, and opens its results. */
export function BulkNotice({ ws, id, bulk: started, onDismiss }: BulkNoticeProps) {
  const { words, formats } = useLanguage();
  const [bulk, setBulk] = useState(started);
  const [isOpen, setOpen] = useState(started !== undefined);
  const proceed = useWrite<typeof continueBulkAction>("POST", "/api/workspaces/{ws}/bulk-actions/{bulk}/continue");
  const { mutate, isPending, error, reset } = proceed;
  const isLeft = bulk === undefined || !bulk.isComplete;
  // What one request does not finish, the next one does. The pause matters when another request still holds a run.
  useEffect(() => {
    if (!isLeft || isPending || error !== null) return;
    const pause = bulk === undefined ? 0 : nextRequestMilliseconds;
    const next = window.setTimeout(() => mutate({ parameters: { ws, bulk: id } }, { onSuccess: setBulk }), pause);
    return () => window.clearTimeout(next);
  }, [isLeft, bulk, id, isPending, error, mutate, ws]);
  // It is no longer stored, or belongs to another person who has signed in since.
  const isGone = bulk === undefined && error?.problem?.status === 404;
  useEffect(() => {
    if (isGone) onDismiss();
  }, [isGone, onDismiss]);
  if (bulk === undefined) return null;

  const { total, done, refused } = bulk.counts;
  const progress = words.bulk.progress(formats.number(done), formats.number(total));
  return (
    <>
      {!isOpen && (
        <Flashbar
          items={[
            {
              id,
              type: error !== null || refused > 0 ? "warning" : bulk.isComplete ? "success" : "in-progress",
              statusIconAriaLabel: words.toastIcons[bulk.isComplete ? "success" : "info"],
              dismissible: bulk.isComplete,
              dismissLabel: words.close,
              onDismiss,
              content: (
                <>
                  {bulk.label}: {progress}
                  {refused > 0 && `, ${words.bulk.refused(refused)}`}{" "}
                  <Link color="inverted" onFollow={() => setOpen(true)}>
                    {words.bulk.show}
                  </Link>
                </>
              ),
            },
          ]}
        />
      )}
      {isOpen && (
        <BulkProgress
          ws={ws}
          bulk={bulk}
          error={error}
          onRetry={reset}
          onClose={() => {
            setOpen(false);
            if (bulk.isComplete) onDismiss();
          }}
        />
      )}
    </>
  );
}
