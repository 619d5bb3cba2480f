import Button from "@cloudscape-design/components/button";
import Select from "@cloudscape-design/components/select";
import { useSearchParams } from "react-router";
import type { showCatalog } from "../../../shared/contract/caller-routes.ts";
import type { listAudit, listEnvironments } from "../../../shared/contract/workspace-routes.ts";
import { useRead } from "../api/use-api.ts";
import { useLanguage } from "../words/language.tsx";

type Wanted = NonNullable<Parameters<typeof useRead<typeof listAudit>>[2]>["query"];

/** The parts of the address that filter the audit trail. */
export const auditFilters = ["action", "environmentId", "actor", "resource"] as const;

/** The filter in the address, for the API. */
export function useAuditFilter(): Wanted {
  const [address] = useSearchParams();
  return Object.fromEntries(auditFilters.map((name) => [name, address.get(name) ?? undefined]));
}

/** Filters of the audit trail. The address holds them, so that every view is a link. */
export function AuditFilter({ ws }: { readonly ws: string }) {
  const { words } = useLanguage();
  const [address, setAddress] = useSearchParams();
  const { data: catalog } = useRead<typeof showCatalog>("/api/catalog", {});
  const { data: environments } = useRead<typeof listEnvironments>("/api/workspaces/{ws}/environments", { ws });
  const change = (name: string, value: string | undefined) => {
    const next = new URLSearchParams(address);
    next.delete("cursor");
    next.delete(name);
    if (value !== undefined && value !== "") next.set(name, value);
    setAddress(next);
  };
  const select = (
    name: (typeof auditFilters)[number],
    any: string,
    options: readonly (readonly [string, string])[],
  ) => {
    const all = [{ value: "", label: any }, ...options.map(([value, label]) => ({ value, label }))];
    return (
      <Select
        ariaLabel={any}
        selectedOption={all.find(({ value }) => value === (address.get(name) ?? "")) ?? all[0] ?? null}
        options={all}
        onChange={({ detail }) => change(name, detail.selectedOption.value)}
      />
    );
  };
  return (
    <div className="audit-filter">
      {select(
        "action",
        words.audit.anyAction,
        (catalog?.auditActions ?? []).map(({ action, label }) => [action, label]),
      )}
      {select(
        "environmentId",
        words.shell.allEnvironments,
        (environments?.items ?? []).map(({ id, name }) => [id, name]),
      )}
      {(["actor", "resource"] as const).map((name) => {
        const value = address.get(name);
        return (
          value !== null && (
            <Button key={name} iconName="close" iconAlign="right" onClick={() => change(name, undefined)}>
              {words.audit.only[name](value)}
            </Button>
          )
        );
      })}
    </div>
  );
}
