import type { Item } from "../ledger/item.ts";
import type { Listing, Listings, StoredListed } from "./listings.ts";
import type { PageRequest, RecordScope } from "./record-store.ts";

export interface ListedPage {
  readonly records: readonly Item[];
  readonly nextAfter?: string;
  readonly total: number;
}

const listsMax = 100;
/** Separates list, name and id of a position; no id contains it. */
const separator = "\n";

/**
 * Reads the items of the lists with this prefix, one list after the other, each by name. Items are found by scanning: a list of
 * 10,000 groups has about fifteen parts.
 */
export function createListedItems(listings: Listings, prefix: string) {
  async function all(scope: RecordScope): Promise<(readonly [Listing, StoredListed])[]> {
    const found: (readonly [Listing, StoredListed])[] = [];
    const heads = await listings.list(scope, { limit: listsMax });
    for (const head of heads.records) {
      if (!head.id.startsWith(prefix)) continue;
      for (const item of await listings.itemsOf(scope, head)) found.push([head, item]);
    }
    return found;
  }

  function pageOf(items: readonly (readonly [Listing, StoredListed])[], { limit, after }: PageRequest): ListedPage {
    const from = after === undefined ? 0 : items.findIndex((item) => isAfter(item, after));
    const page = from < 0 ? [] : items.slice(from, from + limit);
    const last = page.at(-1);
    const hasMore = from >= 0 && from + page.length < items.length;
    return {
      records: page.map(shown),
      total: items.length,
      ...(hasMore && last !== undefined && { nextAfter: positionOf(last) }),
    };
  }

  /** Positions are compared, not looked up: the list may have been replaced between two pages. */
  function isAfter(item: readonly [Listing, StoredListed], after: string): boolean {
    const [list = "", ...rest] = after.split(separator);
    if (item[0].id !== list) return item[0].id > list;
    return restOf(item[1]) > rest.join(separator);
  }

  return {
    list: async (scope: RecordScope, request: PageRequest) => pageOf(await all(scope), request),

    /** The items whose name or id contains all words, in any case. */
    async search(scope: RecordScope, text: string, request: PageRequest): Promise<ListedPage> {
      const words = text.toLowerCase().split(/\s+/);
      const matching = (await all(scope)).filter(([, { id, displayName }]) => {
        const searched = `${displayName}\n${id}`.toLowerCase();
        return words.every((word) => searched.includes(word));
      });
      return pageOf(matching, request);
    },

    async find(scope: RecordScope, id: string): Promise<Item | undefined> {
      const found = (await all(scope)).find(([, item]) => item.id === id);
      return found && shown(found);
    },
  };
}

/** An item with what is known of its list. */
const shown = ([{ readAt, providerConnectionId }, item]: readonly [Listing, StoredListed]): Item => ({
  ...item,
  status: "present",
  providerConnectionId,
  ...(readAt !== undefined && { readAt }),
});

const restOf = ({ displayName, id }: StoredListed) => `${displayName.toLowerCase()}${separator}${id}`;
const positionOf = ([list, item]: readonly [Listing, StoredListed]) => `${list.id}${separator}${restOf(item)}`;
