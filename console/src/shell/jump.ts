import { runPage, systemRunPage } from "../runs/addresses.ts";

/** Ids of runs: 26 letters and digits, of which some are left out for being mistaken. */
const runId = /\b[0-9A-HJKMNP-TV-Z]{26}\b/i;

/** Where a pasted text leads: to the run it names, in the workspace one is in. Undefined when it names none. */
export function jumpTarget(text: string, ws: string | undefined): string | undefined {
  const id = runId.exec(text)?.[0].toUpperCase();
  if (id === undefined) return undefined;
  return ws === undefined ? systemRunPage(id) : runPage(ws, id);
}
