import type { Work } from "../define-operation.ts";
import { concernsConnection } from "../part.ts";
import {
  type CallBudget,
  type PagePosition,
  type PolicyCollection,
  type PolicyPage,
  type PolicyPages,
  type ProviderAnswer,
  type ProviderConnection,
  policyCollections,
} from "../provider/provider-access.ts";
import { currentCollection, type SyncProgress } from "./policy-sync-progress.ts";

/** The source of a sync's pages. */
export interface PolicyProvider {
  openCollection(
    connection: ProviderConnection,
    collection: PolicyCollection,
    from: PagePosition,
    budget: CallBudget,
  ): PolicyPages;
}

/**
 * The pages of all collections from the run's position on. The first pages are read at once, because they contain the
 * totals; they are processed later, in order.
 */
export function openCollections(
  work: Work<unknown>,
  connection: ProviderConnection,
  provider: PolicyProvider,
  progress: SyncProgress,
) {
  const opened = new Map<PolicyCollection, PolicyPages>();
  const waiting = new Map<PolicyCollection, ProviderAnswer<PolicyPage | "end">>();

  function pagesOf(collection: PolicyCollection): PolicyPages {
    const known = opened.get(collection);
    if (known !== undefined) return known;
    const isCurrent = collection === currentCollection(progress);
    const from: PagePosition = {
      number: isCurrent ? progress.page : 0,
      ...(isCurrent && progress.nextLink !== undefined && { nextLink: progress.nextLink }),
    };
    const pages = provider.openCollection(connection, collection, from, work);
    opened.set(collection, pages);
    return pages;
  }

  return {
    /** Undefined when a collection does not state its size. */
    async expectedTotal(): Promise<number | undefined> {
      let total: number | undefined = 0;
      for (const collection of policyCollections) {
        const answer = await pagesOf(collection).next();
        waiting.set(collection, answer);
        if (!answer.ok && concernsConnection(answer.failure)) return undefined;
        const held = answer.ok && answer.value !== "end" ? answer.value.total : undefined;
        total = total === undefined || held === undefined ? undefined : total + held;
      }
      return total;
    },

    async next(collection: PolicyCollection): Promise<ProviderAnswer<PolicyPage | "end">> {
      const answer = waiting.get(collection) ?? (await pagesOf(collection).next());
      waiting.delete(collection);
      return answer;
    },
  };
}
