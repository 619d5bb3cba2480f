import type { showCatalog } from "../../../shared/contract/caller-routes.ts";
import { useRead } from "../api/use-api.ts";

/** The name of a type of operation; its code until the catalog is there, and for a type that it does not hold. */
export function OperationName({ type }: { readonly type: string }) {
  const { data: catalog } = useRead<typeof showCatalog>("/api/catalog", {});
  return catalog?.items.find((item) => item.type === type)?.label ?? type;
}
