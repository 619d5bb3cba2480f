import { runPage, systemRunPage } from "../runs/addresses.ts";

/** Run ids: 26 characters without the ambiguous letters. */
const runId = /\b[0-9A-HJKMNP-TV-Z]{26}\b/i;

/** The page of the run whose id a pasted text contains, in the current workspace. Undefined without an id. */
export function jumpTarget(text: string, ws: string | undefined): string | undefined {
  const id = runId.exec(text)?.[0].toUpperCase();
  if (id === undefined) return undefined;
  return ws === undefined ? systemRunPage(id) : runPage(ws, id);
}
