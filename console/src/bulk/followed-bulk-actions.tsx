import { type ReactNode, Suspense, useMemo, useState } from "react";
import { fetched } from "../parts/fetched.tsx";
import { type Bulk, BulkActionsContext } from "./bulk-context.ts";

/** A bulk action that this tab carries on; its content is read again after a reload. */
interface Kept {
  readonly ws: string;
  readonly id: string;
  readonly bulk?: Bulk;
}

const keptUnder = "runtruth.bulk";

const BulkNotice = fetched(
  () => import("./bulk-notice.tsx").then((part) => part.BulkNotice),
  () => null,
);

/** Follows the bulk actions of this tab across pages and reloads. Each is shown until it is dismissed. */
export function BulkActionsProvider({ children }: { readonly children: ReactNode }) {
  const [followed, setFollowed] = useState(readKept);
  const change = useMemo(
    () => (changed: (before: readonly Kept[]) => readonly Kept[]) =>
      setFollowed((before) => {
        const after = changed(before);
        sessionStorage.setItem(keptUnder, JSON.stringify(after.map(({ ws, id }) => ({ ws, id }))));
        return after;
      }),
    [],
  );
  const following = useMemo(
    () => ({ follow: (ws: string, bulk: Bulk) => change((before) => [...before, { ws, id: bulk.id, bulk }]) }),
    [change],
  );
  return (
    <BulkActionsContext value={following}>
      {followed.length > 0 && (
        <Suspense fallback={null}>
          <div className="bulk-notices">
            {followed.map((one) => (
              <BulkNotice
                key={one.id}
                {...one}
                onDismiss={() => change((before) => before.filter(({ id }) => id !== one.id))}
              />
            ))}
          </div>
        </Suspense>
      )}
      {children}
    </BulkActionsContext>
  );
}

/** The actions that were followed before a reload. */
function readKept(): readonly Kept[] {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(keptUnder) ?? "[]");
    return Array.isArray(kept) ? kept.filter(isKept).map(({ ws, id }) => ({ ws, id })) : [];
  } catch {
    return [];
  }
}

const isKept = (one: unknown): one is Kept =>
  typeof one === "object" &&
  one !== null &&
  "ws" in one &&
  typeof one.ws === "string" &&
  "id" in one &&
  typeof one.id === "string";
