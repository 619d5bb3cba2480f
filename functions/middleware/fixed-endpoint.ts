import type { Route } from "../../shared/contract/route.ts";
import { type Endpoint, readQuery } from "./endpoint.ts";
import { isKnown, tagOfText } from "./entity-tag.ts";

interface Fixed {
  /** How long a cache may give the answer without asking again, in seconds. */
  readonly maxAgeSeconds: number;
  /** Makes the body. Called once, when the first request asks for it. */
  readonly make: () => unknown;
}

/**
 * A route for anyone whose answer a release fixes: made and written once per execution environment, so that the next
 * thousand requests cost a look into memory. Caches may keep it.
 */
export function fixedEndpoint(route: Route & { readonly auth: "none" }, { maxAgeSeconds, make }: Fixed): Endpoint {
  let once: { readonly body: string; readonly etag: string } | undefined;

  return {
    route,
    async handle(event) {
      readQuery(route, event);
      if (once === undefined) {
        const body = JSON.stringify(make());
        once = { body, etag: tagOfText(body) };
      }
      const { body, etag } = once;
      const headers = { "cache-control": `public, max-age=${maxAgeSeconds}`, etag };
      if (isKnown(event.headers["if-none-match"], etag)) return { statusCode: 304, headers };
      return { statusCode: 200, headers: { "content-type": "application/json", ...headers }, body };
    },
  };
}
