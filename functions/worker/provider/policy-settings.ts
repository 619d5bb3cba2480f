import { cutOffLists } from "../../../shared/operations/policies/document-completeness.ts";
import { leavesItsFolder } from "../../../shared/operations/provider/graph-calls.ts";
import type {
  CallBudget,
  PolicyCollection,
  ProviderAnswer,
  ProviderConnection,
  ProviderReason,
} from "../../../shared/operations/provider/provider-access.ts";
import { bodyOf } from "../../../shared/operations/restores/restore-content.ts";
import type { ConnectionUrls } from "./origins.ts";
import { policyUrl } from "./policy-url.ts";

/** Reads every page of a list, whatever its items are. */
export type ReadAll = (
  connection: ProviderConnection,
  call: { readonly name: string; readonly urlOf: (urls: ConnectionUrls) => URL },
  budget: CallBudget,
) => Promise<ProviderAnswer<readonly unknown[]>>;

/** Failures of a single document; any other failure stops the page. */
const ofOneDocument: ReadonlySet<ProviderReason> = new Set<ProviderReason>([
  "provider_response_invalid",
  "provider_permission_denied",
  "provider_not_found",
  "provider_redirected",
  "provider_page_foreign",
  "provider_pages_circular",
]);
/**
 * The same item with all its settings and assignments, where the provider returned only some of them. An item that stays truncated is
 * returned unchanged: the caller checks for that before it stores it. A returned failure affects more than this
 * policy.
 */
export async function completePolicy(
  connection: ProviderConnection,
  collection: PolicyCollection,
  item: unknown,
  readAll: ReadAll,
  budget: CallBudget,
): Promise<ProviderAnswer<unknown>> {
  const body = bodyOf(item);
  const id = body?.id;
  if (body === undefined || typeof id !== "string" || leavesItsFolder(id)) return { ok: true, value: item };

  let whole: Readonly<Record<string, unknown>> = body;
  for (const list of cutOffLists(collection, body)) {
    const call = {
      name: `Reading the ${list} of ${id} in ${collection}`,
      urlOf: ({ base }: ConnectionUrls) => policyUrl(base, collection, id, list),
    };
    const members = await readAll(connection, call, budget);
    if (!members.ok) return ofOneDocument.has(members.failure.reasonCode) ? { ok: true, value: item } : members;
    const rest = Object.entries(whole).filter(([name]) => !name.startsWith(`${list}@odata.`));
    whole = { ...Object.fromEntries(rest), [list]: members.value };
  }
  return { ok: true, value: whole };
}
