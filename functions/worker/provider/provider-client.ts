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
} from "../../../shared/operations/provider-access.ts";
import { again, createAuthorizedCalls, failed, type Heard, settled } from "./authorized-calls.ts";
import { allowedUrls, type ConnectionUrls, sameOrigin } from "./origins.ts";
import { createPolicyWriter } from "./policy-writer.ts";
import type { Try } from "./retrying.ts";
import type { TokenParts } from "./tokens.ts";

interface ClientParts extends TokenParts {
  /** The only origins that are ever called. */
  readonly allowedOrigins: readonly string[];
}

/** A collection with more pages than this is taken for one that never ends. */
export const pagesMax = 1000;

const pageBody = z.looseObject({
  value: z.array(z.unknown()),
  "@odata.nextLink": z.string().nullish(),
  "@odata.count": z.number().int().nonnegative().optional().catch(undefined),
});
type PageBody = z.infer<typeof pageBody>;

/** Reads and writes at a provider in the wire format of Microsoft Graph device management. */
export function createProviderClient({ allowedOrigins, ...parts }: ClientParts) {
  const calls = createAuthorizedCalls(parts);

  const readPage = (
    connection: ProviderConnection,
    urls: ConnectionUrls,
    call: { readonly name: string; readonly url: URL },
    budget: CallBudget,
  ): Promise<ProviderAnswer<PageBody>> =>
    calls.ask(connection, urls, { ...call, method: "GET" }, (heard) => settlePage(call.name, heard), budget);

  return {
    ...createPolicyWriter({ ...parts, calls, allowedOrigins }),

    /** Gets a new token and reads one policy with it, so that the answer is about now. */
    async verify(connection: ProviderConnection, budget: CallBudget): Promise<ProviderAnswer<"verified">> {
      const urls = allowedUrls(connection, allowedOrigins);
      if ("reasonCode" in urls) return { ok: false, failure: urls };
      calls.forget(connection, urls);
      const [collection] = policyCollections;
      const url = collectionUrl(urls.base, collection);
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
      let position: PagePosition | undefined = from;
      const visited = new Set<string>();
      const invalid = (what: string) => failed("provider_response_invalid", `Reading ${collection}: ${what}`);

      return {
        async next() {
          if (position === undefined) return { ok: true, value: "end" };
          const urls = allowedUrls(connection, allowedOrigins);
          if ("reasonCode" in urls) return { ok: false, failure: urls };
          const { number, nextLink } = position;
          const url = nextLink === undefined ? firstPageUrl(urls.base, collection) : sameOrigin(nextLink, urls.base);
          if (url === undefined) return invalid("the next page is at another origin.");
          if (visited.has(url.href)) return invalid("the pages lead in a circle.");
          if (number >= pagesMax) return invalid(`there are more than ${pagesMax} pages.`);

          const page = await readPage(connection, urls, { name: `Reading ${collection}`, url }, budget);
          if (!page.ok) return page;
          visited.add(url.href);
          const read = pageOf(number, page.value);
          position = read.nextLink === undefined ? undefined : { number: number + 1, nextLink: read.nextLink };
          return { ok: true, value: read };
        },
      };
    },
  };
}
export type ProviderClient = ReturnType<typeof createProviderClient>;

/** Asks for how many there are, so that progress has a total; settings come with their policies or not at all. */
function firstPageUrl(base: URL, collection: PolicyCollection): URL {
  const url = collectionUrl(base, collection);
  url.searchParams.set("$count", "true");
  if (collection === "configurationPolicies") url.searchParams.set("$expand", "settings");
  return url;
}

function collectionUrl(base: URL, collection: PolicyCollection): URL {
  const url = new URL(base);
  url.pathname = `${base.pathname.replace(/\/+$/, "")}/deviceManagement/${collection}`;
  return url;
}

/** The size of the collection is known from its first page: stated, or because there is no second. */
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

function settlePage(name: string, { status, json }: Heard): Try<PageBody> {
  if (status !== 200) return settled("provider_response_invalid", `${name} was answered with status ${status}.`);
  const page = pageBody.safeParse(json);
  if (page.success) return { kind: "settled", answer: { ok: true, value: page.data } };
  return again("provider_response_invalid", `${name} was answered with something that is no page of policies.`);
}
