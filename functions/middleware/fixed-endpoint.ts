import type { Route } from "../../shared/contract/route.ts";
import { loadOnce } from "../../shared/foundation/load-once.ts";
import { type Endpoint, readQuery } from "./endpoint.ts";
import { isKnown, tagOfText } from "./entity-tag.ts";

interface Fixed {
  /** How long a cache may serve the response without revalidation, in seconds. */
  readonly maxAgeSeconds: number;
  /** Builds the body, or a promise of it. Called once, on the first request. */
  readonly make: () => unknown;
}

/**
 * A public route whose response is fixed by the release. It is built and serialised once per execution environment, so
 * further requests are served from memory. Caches may store it.
 */
export function fixedEndpoint(route: Route & { readonly auth: "none" }, { maxAgeSeconds, make }: Fixed): Endpoint {
  const made = loadOnce(async () => {
    const body = JSON.stringify(await make());
    return { body, etag: tagOfText(body) };
  });

  return {
    route,
    async handle(event) {
      readQuery(route, event);
      const { body, etag } = await made();
      const headers = { "cache-control": `public, max-age=${maxAgeSeconds}`, etag };
      if (isKnown(event.headers["if-none-match"], etag)) return { statusCode: 304, headers };
      return { statusCode: 200, headers: { "content-type": "application/json", ...headers }, body };
    },
  };
}
