import type { PropertyFilterProps } from "@cloudscape-design/components/property-filter";

/** What the hub's list may be filtered by, in the order it is offered. The tab is no token: it has its own place. */
export const filterNames = [
  "environmentId",
  "type",
  "status",
  "outcome",
  "freshness",
  "problemClass",
  "cause",
  "reconciled",
  "initiator",
  "from",
  "to",
] as const;
export type FilterName = (typeof filterNames)[number];
export const isFilterName = (name: string): name is FilterName => filterNames.some((known) => known === name);

const instants: ReadonlySet<string> = new Set(["from", "to"]);

/** The tokens that stand in an address. */
export function tokensOf(search: URLSearchParams): PropertyFilterProps.Token[] {
  return [...search]
    .filter(([name]) => name !== "tab")
    .map(([propertyKey, value]) => ({ propertyKey, operator: "=", value }));
}

/** The address that tokens stand for; of two for the same thing the later one counts. */
export function searchOf(tab: string | null, tokens: readonly PropertyFilterProps.Token[]): URLSearchParams {
  const search = new URLSearchParams(tab === null ? {} : { tab });
  for (const { propertyKey = "", value } of tokens) {
    search.set(propertyKey, instants.has(propertyKey) ? instantOf(String(value)) : String(value));
  }
  return search;
}

/** A day becomes the instant it begins; whatever cannot be read is left for the API to say so. */
function instantOf(text: string): string {
  const read = new Date(text);
  return Number.isNaN(read.getTime()) ? text : read.toISOString();
}
