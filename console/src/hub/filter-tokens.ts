import type { PropertyFilterProps } from "@cloudscape-design/components/property-filter";

/** The hub's filters, in the order they are offered. The tab is not one of them. */
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

/** The filter tokens of an address. */
export function tokensOf(search: URLSearchParams): PropertyFilterProps.Token[] {
  return [...search]
    .filter(([name]) => name !== "tab")
    .map(([propertyKey, value]) => ({ propertyKey, operator: "=", value }));
}

/** The address of filter tokens; the last of two equal names wins. */
export function searchOf(tab: string | null, tokens: readonly PropertyFilterProps.Token[]): URLSearchParams {
  const search = new URLSearchParams(tab === null ? {} : { tab });
  for (const { propertyKey = "", value } of tokens) {
    search.set(propertyKey, instants.has(propertyKey) ? instantOf(String(value)) : String(value));
  }
  return search;
}

/** Converts a day to its first instant; unreadable input is sent unchanged, so that the API reports it. */
function instantOf(text: string): string {
  const read = new Date(text);
  return Number.isNaN(read.getTime()) ? text : read.toISOString();
}
