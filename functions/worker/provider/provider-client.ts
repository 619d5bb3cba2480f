import * as z from "zod";
import {
  type CallBudget,
  type PagePosition,
  type PolicyCollection,
  type PolicyPage,
  type PolicyPages,
  type ProviderAnswer,
  type ProviderConnection,
  policyCollections,
} from "../../../shared/operations/provider/provider-access.ts";
import { again, createAuthorizedCalls, failed, type ProviderReply, settled } from "./authorized-calls.ts";
import { createGraphReader } from "./graph-reader.ts";
import { allowedUrls, type ConnectionUrls, sameOrigin } from "./origins.ts";
import { createPacing, type PacingParts } from "./pacing.ts";
import { completePolicy } from "./policy-settings.ts";
import { expand, policyPermissions, policyUrl } from "./policy-url.ts";
import { createPolicyWriter } from "./policy-writer.ts";
import type { Try } from "./retrying.ts";
import type { TokenParts } from "./tokens.ts";

interface ClientParts extends TokenParts, PacingParts {
  /** The only origins that are ever called. */
  readonly allowedOrigins: readonly string[];
}

/** Page limit of a collection; a list with more pages is treated as endless. */
export const pagesMax = 1000;

const pageBody = z.looseObject({
  value: z.array(z.unknown()),
  "@odata.nextLink": z.string().nullish(),
  "@odata.count": z.number().int().nonnegative().optional().catch(undefined),
});
type PageBody = z.infer<typeof pageBody>;
interface ListCall {
  readonly name: string;
  readonly urlOf: (urls: ConnectionUrls) => URL;
}
interface ReadPage {
  readonly number: number;
  readonly href: string;
  readonly body: PageBody;
}

/** Reads and writes at a provider in the wire format of Microsoft Graph device management. */
export function createProviderClient({ allowedOrigins, paces, rates, ...parts }: ClientParts) {
  const calls = createAuthorizedCalls({ ...parts, pacedCalls: createPacing({ ...parts, paces, rates }) });

  const readPage = (
    connection: ProviderConnection,
    urls: ConnectionUrls,
    call: { readonly name: string; readonly url: URL },
    budget: CallBudget,
  ): Promise<ProviderAnswer<PageBody>> =>
    calls.ask(
      connection,
      urls,
      { ...call, method: "GET", permission: policyPermissions.read },
      (reply) => settlePage(call.name, reply),
      budget,
    );

  return {
    ...createPolicyWriter({ ...parts, calls, allowedOrigins, readAll }),
    ...createGraphReader({ calls, allowedOrigins }),

    /** Gets a new token and reads one policy with it, so that a cached token cannot hide a problem. */
    async verify(connection: ProviderConnection, budget: CallBudget): Promise<ProviderAnswer<"verified">> {
      const urls = allowedUrls(connection, allowedOrigins);
      if ("reasonCode" in urls) return { ok: false, failure: urls };
      calls.forget(connection, urls);
      const [collection] = policyCollections;
      const url = policyUrl(urls.base, collection);
      url.searchParams.set("$top", "1");
      const page = await readPage(connection, urls, { name: `Reading ${collection}`, url }, budget);
      return page.ok ? { ok: true, value: "verified" } : page;
    },

    openCollection(
      connection: ProviderConnection,
      collection: PolicyCollection,
      from: PagePosition,
      budget: CallBudget,
    ): PolicyPages {
      const pages = openPages(
        connection,
        { name: `Reading ${collection}`, urlOf: ({ base }) => firstPageUrl(base, collection) },
        from,
        budget,
      );
      return {
        async next() {
          const page = await pages.read();
          if (!page.ok) return page;
          if (page.value === "end") return { ok: true, value: "end" };
          const items: unknown[] = [];
          for (const item of page.value.body.value) {
            const whole = await completePolicy(connection, collection, item, readAll, budget);
            // The position does not advance, so that the page can be requested again.
            if (!whole.ok) return whole;
            items.push(whole.value);
          }
          pages.pass(page.value);
          return { ok: true, value: pageOf(page.value.number, { ...page.value.body, value: items }) };
        },
      };
    },
  };

  /** Pages from a position on. The position advances only after the page was processed. */
  function openPages(connection: ProviderConnection, call: ListCall, from: PagePosition, budget: CallBudget) {
    let position: PagePosition | undefined = from;
    const visited = new Set<string>();

    return {
      async read(): Promise<ProviderAnswer<ReadPage | "end">> {
        if (position === undefined) return { ok: true, value: "end" };
        const urls = allowedUrls(connection, allowedOrigins);
        if ("reasonCode" in urls) return { ok: false, failure: urls };
        const { number, nextLink } = position;
        const url = nextLink === undefined ? call.urlOf(urls) : sameOrigin(nextLink, urls.base);
        if (url === undefined) return failed("provider_page_foreign", `${call.name}: the next page is elsewhere.`);
        if (visited.has(url.href))
          return failed("provider_pages_circular", `${call.name}: its pages lead in a circle.`);
        if (number >= pagesMax) {
          return failed("provider_response_invalid", `${call.name}: there are more than ${pagesMax} pages.`);
        }
        const page = await readPage(connection, urls, { name: call.name, url }, budget);
        return page.ok ? { ok: true, value: { number, href: url.href, body: page.value } } : page;
      },

      pass({ number, href, body }: ReadPage): void {
        visited.add(href);
        const nextLink = body["@odata.nextLink"] ?? undefined;
        position = nextLink === undefined ? undefined : { number: number + 1, nextLink };
      },
    };
  }

  async function readAll(
    connection: ProviderConnection,
    call: ListCall,
    budget: CallBudget,
  ): Promise<ProviderAnswer<readonly unknown[]>> {
    const pages = openPages(connection, call, { number: 0 }, budget);
    const items: unknown[] = [];
    for (;;) {
      const page = await pages.read();
      if (!page.ok) return page;
      if (page.value === "end") return { ok: true, value: items };
      items.push(...page.value.body.value);
      pages.pass(page.value);
    }
  }
}
export type ProviderClient = ReturnType<typeof createProviderClient>;

/** Requests the item count, so that progress has a total, and all of each policy. */
function firstPageUrl(base: URL, collection: PolicyCollection): URL {
  const url = policyUrl(base, collection);
  url.searchParams.set("$count", "true");
  return expand(url, collection, { isAssigned: true });
}

/** The first page determines the collection size: it is stated, or there is no second page. */
function pageOf(number: number, { value, ...body }: PageBody): PolicyPage {
  const nextLink = body["@odata.nextLink"] ?? undefined;
  const total = body["@odata.count"] ?? (nextLink === undefined ? value.length : undefined);
  return {
    number,
    items: value,
    ...(number === 0 && total !== undefined && { total }),
    ...(nextLink !== undefined && { nextLink }),
  };
}

function settlePage(name: string, { status, json }: ProviderReply): Try<PageBody> {
  if (status === 404) return settled("provider_not_found", `${name}: the provider does not know it.`, status);
  if (status !== 200)
    return settled("provider_response_invalid", `${name} was answered with status ${status}.`, status);
  const page = pageBody.safeParse(json);
  if (page.success) return { kind: "settled", answer: { ok: true, value: page.data } };
  return again("provider_response_invalid", `${name} was answered with something that is no page of policies.`);
}
