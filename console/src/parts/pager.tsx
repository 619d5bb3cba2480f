import { useLocation } from "react-router";
import { useLanguage } from "../words/language.tsx";
import { AppLinkButton } from "./app-link.tsx";

interface PagerProps {
  /** Where the older part of the list begins; null at its end. */
  readonly nextCursor: string | null;
  /** Where the part that is shown begins; undefined for the newest. */
  readonly cursor: string | undefined;
}

/** Leads to the older part of a list and back to its newest one; both are addresses of the page it stands on. */
export function Pager({ nextCursor, cursor }: PagerProps) {
  const { words } = useLanguage();
  const { pathname, search } = useLocation();
  const newest = new URLSearchParams(search);
  newest.delete("cursor");
  const older = new URLSearchParams(newest);
  older.set("cursor", nextCursor ?? "");
  return (
    <div className="pager">
      {cursor !== undefined && <AppLinkButton href={`${pathname}?${newest}`}>{words.hub.newest}</AppLinkButton>}
      {nextCursor !== null && <AppLinkButton href={`${pathname}?${older}`}>{words.hub.older}</AppLinkButton>}
    </div>
  );
}

/** Whether a list has more parts than the one that is shown. */
export const hasParts = ({ nextCursor, cursor }: PagerProps): boolean => nextCursor !== null || cursor !== undefined;
