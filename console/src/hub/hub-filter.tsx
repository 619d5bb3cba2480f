import PropertyFilter from "@cloudscape-design/components/property-filter";
import type { showCatalog } from "../../../shared/contract/caller-routes.ts";
import type { listEnvironments } from "../../../shared/contract/workspace-routes.ts";
import { useRead } from "../api/use-api.ts";
import { useLanguage } from "../words/language.tsx";
import { type FilterName, filterNames, isFilterName, searchOf, tokensOf } from "./filter-tokens.ts";

interface HubFilterProps {
  readonly ws: string;
  readonly search: URLSearchParams;
  onChange(search: URLSearchParams): void;
}

/** The hub's filter; its tokens are exactly the address. */
export function HubFilter({ ws, search, onChange }: HubFilterProps) {
  const { words } = useLanguage();
  const { data: catalog } = useRead<typeof showCatalog>("/api/catalog", {});
  const { data: environments } = useRead<typeof listEnvironments>("/api/workspaces/{ws}/environments", { ws });
  const options: Partial<Record<FilterName, Readonly<Record<string, string>>>> = {
    ...words.filter.values,
    environmentId: Object.fromEntries((environments?.items ?? []).map(({ id, name }) => [id, name])),
    type: Object.fromEntries((catalog?.items ?? []).map(({ type, label }) => [type, label])),
  };
  const labelOf = (name: string | undefined, value: string) =>
    Object.entries(options).find(([known]) => known === name)?.[1]?.[value] ?? value;

  const tokens = tokensOf(search);
  // An unknown name is shown as written, next to the API's error.
  const unknown = tokens.flatMap(({ propertyKey: key = "" }) => (isFilterName(key) ? [] : [{ key, label: key }]));
  const names = [...filterNames.map((key) => ({ key, label: words.filter.names[key] })), ...unknown];

  return (
    <div id="filter">
      <PropertyFilter
        hideOperations
        disableFreeTextFiltering
        query={{ operation: "and", tokens }}
        onChange={({ detail }) => onChange(searchOf(search.get("tab"), detail.tokens))}
        filteringPlaceholder={words.filter.placeholder}
        filteringAriaLabel={words.filter.placeholder}
        filteringProperties={names.map(({ key, label }) => ({
          key,
          propertyLabel: label,
          groupValuesLabel: label,
          operators: [{ operator: "=", format: (value: string) => labelOf(key, value) }],
        }))}
        filteringOptions={Object.entries(options).flatMap(([propertyKey, values]) =>
          Object.entries(values).map(([value, label]) => ({ propertyKey, value, label })),
        )}
      />
    </div>
  );
}
