/** A view that an earlier version stored in this browser, or a member who may not share one. */
export interface LocalView {
  readonly name: string;
  /** The query of the hub's address. */
  readonly search: string;
}

const keyOf = (ws: string) => `runtruth.views.${ws}`;

/** The views stored in this browser; other stored values are left alone. */
export function readLocalViews(ws: string): readonly LocalView[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keyOf(ws)) ?? "[]");
    return Array.isArray(kept) ? kept.filter(isView) : [];
  } catch {
    return [];
  }
}

export function keepLocalViews(ws: string, views: readonly LocalView[]): void {
  if (views.length === 0) localStorage.removeItem(keyOf(ws));
  else localStorage.setItem(keyOf(ws), JSON.stringify(views));
}

const isView = (kept: unknown): kept is LocalView =>
  typeof kept === "object" &&
  kept !== null &&
  "name" in kept &&
  typeof kept.name === "string" &&
  "search" in kept &&
  typeof kept.search === "string";
