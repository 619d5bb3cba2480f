import { useLocation } from "react-router";
import { useLanguage } from "../words/language.tsx";
import { AppLinkButton } from "./app-link.tsx";

interface PagerProps {
  /** Start of the next part of the list; null at its end. */
  readonly nextCursor: string | null;
  /** Start of the shown part; undefined for the first. */
  readonly cursor: string | undefined;
  /** The list is in alphabetical order, so that its parts are not older or newer. */
  readonly isByName?: boolean;
}

/** Links to the next and the first part of a list; both are addresses of the current page. */
export function Pager({ nextCursor, cursor, isByName = false }: PagerProps) {
  const { words } = useLanguage();
  const { pathname, search } = useLocation();
  const newest = new URLSearchParams(search);
  newest.delete("cursor");
  const older = new URLSearchParams(newest);
  older.set("cursor", nextCursor ?? "");
  return (
    <div className="pager">
      {cursor !== undefined && (
        <AppLinkButton href={`${pathname}?${newest}`}>{isByName ? words.list.start : words.hub.newest}</AppLinkButton>
      )}
      {nextCursor !== null && (
        <AppLinkButton href={`${pathname}?${older}`}>{isByName ? words.list.more : words.hub.older}</AppLinkButton>
      )}
    </div>
  );
}

/** Whether a list has more than the shown part. */
export const hasParts = ({ nextCursor, cursor }: PagerProps): boolean => nextCursor !== null || cursor !== undefined;
