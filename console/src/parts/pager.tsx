import { useLocation } from "react-router";
import { useLanguage } from "../words/language.tsx";
import { AppLinkButton } from "./app-link.tsx";

interface PagerProps {
  /** Start of the older part of the list; null at its end. */
  readonly nextCursor: string | null;
  /** Start of the shown part; undefined for the newest. */
  readonly cursor: string | undefined;
}

/** Links to the older and the newest part of a list; both are addresses of the current page. */
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

/** Whether a list has more than the shown part. */
export const hasParts = ({ nextCursor, cursor }: PagerProps): boolean => nextCursor !== null || cursor !== undefined;
