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
  "causeKey",
  "reconciled",
  "initiator",
  "from",
  "to",
] as const;
export type FilterName = (typeof filterNames)[number];
export const isFilterName = (name: string): name is FilterName => filterNames.some((known) => known === name);

/** Part of the address, but no filter of the list. */
const views: ReadonlySet<string> = new Set(["tab", "view", "waves"]);
/** The address holds instants; a person chooses days of their own time zone. */
export const instants: ReadonlySet<string> = new Set(["from", "to"]);
/** Free text has no property. */
const freeText = "text";

/** The filters of an address, as the API takes them. */
export const filtersOf = (search: URLSearchParams): Readonly<Record<string, string>> =>
  Object.fromEntries([...search].filter(([name]) => name === "tab" || !views.has(name)));

/** The same for the list on the page, where the row of a wave stands for its targets unless the address lists them. */
export const listFilterOf = (search: URLSearchParams): Readonly<Record<string, string>> => ({
  ...filtersOf(search),
  ...(!listsTargets(search) && { waves: "folded" }),
});
export const listsTargets = (search: URLSearchParams): boolean => search.get("waves") === "listed";

/** Whether an address narrows its list. */
export const isFiltered = (search: URLSearchParams): boolean => [...search.keys()].some((name) => !views.has(name));

/** The filter tokens of an address. */
export function tokensOf(search: URLSearchParams): PropertyFilterProps.Token[] {
  return [...search]
    .filter(([name]) => !views.has(name))
    .map(([propertyKey, value]) =>
      propertyKey === freeText ? { operator: ":", value } : { propertyKey, operator: "=", value },
    );
}

/** Values of properties that have a fixed list of them. */
type Options = Readonly<Record<string, Readonly<Record<string, string>> | undefined>>;

/**
 * The address of filter tokens; the last of two equal names wins. Words without a property are one search. A property
 * without a value, or with one outside its list, is a choice that was not finished and is left out.
 */
export function searchOf(
  before: URLSearchParams,
  tokens: readonly PropertyFilterProps.Token[],
  options: Options = {},
): URLSearchParams {
  const search = new URLSearchParams([...before].filter(([name]) => views.has(name)));
  const words = tokens.flatMap(({ propertyKey, value }) => (propertyKey === undefined ? [String(value).trim()] : []));
  if (words.join("") !== "") search.set(freeText, words.join(" "));
  for (const { propertyKey, value } of tokens) {
    if (propertyKey === undefined) continue;
    const text = instants.has(propertyKey) ? instantOf(String(value ?? "")) : String(value ?? "");
    const known = options[propertyKey];
    // A token that was in the address already stays, so that an unknown one is reported and not lost.
    const isOld = before.get(propertyKey) === text;
    if (text !== "" && (isOld || known === undefined || text in known)) search.set(propertyKey, text);
  }
  return search;
}

/** Converts a local day to its first instant; unreadable input is sent unchanged, so that the API reports it. */
function instantOf(text: string): string {
  const read = new Date(/^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T00:00` : text);
  return text === "" || Number.isNaN(read.getTime()) ? text : read.toISOString();
}
