import PropertyFilter, { type PropertyFilterProps } from "@cloudscape-design/components/property-filter";
import { Suspense } from "react";
import type { showCatalog } from "../../../shared/contract/caller-routes.ts";
import type { listCauses } from "../../../shared/contract/operation-routes.ts";
import type { listEnvironments } from "../../../shared/contract/workspace-routes.ts";
import { useRead } from "../api/use-api.ts";
import { fetched, NotLoaded } from "../parts/fetched.tsx";
import { useLanguage } from "../words/language.tsx";
import type { DayFormProps } from "./day-form.tsx";
import { type FilterName, filterNames, instants, isFilterName, searchOf, tokensOf } from "./filter-tokens.ts";

interface HubFilterProps {
  readonly ws: string;
  readonly search: URLSearchParams;
  onChange(search: URLSearchParams): void;
}

/** The hub's filter; its tokens are exactly the address. */
export function HubFilter({ ws, search, onChange }: HubFilterProps) {
  const { words, formats } = useLanguage();
  const { data: catalog } = useRead<typeof showCatalog>("/api/catalog", {});
  const { data: environments } = useRead<typeof listEnvironments>("/api/workspaces/{ws}/environments", { ws });
  // Only a list of one cause needs its name.
  const { data: causes } = useRead<typeof listCauses>(
    "/api/workspaces/{ws}/operations/causes",
    { ws },
    { isWanted: search.has("causeKey") },
  );
  const options: Partial<Record<FilterName, Readonly<Record<string, string>>>> = {
    ...words.filter.values,
    ...(environments && { environmentId: Object.fromEntries(environments.items.map(({ id, name }) => [id, name])) }),
    ...(causes && { causeKey: Object.fromEntries(causes.groups.map(({ key, text }) => [key, text])) }),
    ...(catalog && { type: Object.fromEntries(catalog.items.map(({ type, label }) => [type, label])) }),
  };
  const labelOf = (name: string | undefined, value: string) =>
    Object.entries(options).find(([known]) => known === name)?.[1]?.[value] ?? value;

  const tokens = tokensOf(search);
  // An unknown name is shown as written, next to the API's error.
  const unknown = tokens.flatMap(({ propertyKey: key }) =>
    key === undefined || isFilterName(key) ? [] : [{ key, label: key }],
  );
  const names = [...filterNames.map((key) => ({ key, label: words.filter.names[key] })), ...unknown];
  const operatorOf = (key: string): PropertyFilterProps.FilteringProperty["operators"] =>
    instants.has(key)
      ? [{ operator: "=", format: (value: string) => formats.moment(value), form: DayForm }]
      : [{ operator: "=", format: (value: string) => labelOf(key, value) }];

  return (
    <div id="filter">
      <PropertyFilter
        hideOperations
        freeTextFiltering={{ operators: [":"], defaultOperator: ":" }}
        query={{ operation: "and", tokens }}
        onChange={({ detail }) => onChange(searchOf(search, detail.tokens, options))}
        filteringPlaceholder={words.filter.placeholder}
        filteringAriaLabel={words.filter.placeholder}
        filteringProperties={names.map(({ key, label }) => ({
          key,
          propertyLabel: label,
          groupValuesLabel: label,
          operators: operatorOf(key) ?? [],
        }))}
        filteringOptions={Object.entries(options).flatMap(([propertyKey, values]) =>
          Object.entries(values).map(([value, label]) => ({ propertyKey, value, label })),
        )}
      />
    </div>
  );
}

const Day = fetched(() => import("./day-form.tsx").then((part) => part.DayForm), NotLoaded);

function DayForm(props: DayFormProps) {
  return (
    <Suspense fallback={null}>
      <Day {...props} />
    </Suspense>
  );
}
