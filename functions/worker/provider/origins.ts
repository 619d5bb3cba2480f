import type { ProviderConnection, ProviderFailure } from "../../../shared/operations/provider/provider-access.ts";

export interface ConnectionUrls {
  readonly base: URL;
  readonly token: URL;
}

/**
 * The URLs of a connection, if the allow-list contains both origins. For a rejected connection nothing is called and
 * no secret is read.
 */
export function allowedUrls(
  connection: ProviderConnection,
  allowedOrigins: readonly string[],
): ConnectionUrls | ProviderFailure {
  const base = parseUrl(connection.baseUrl);
  const token = parseUrl(connection.tokenUrl);
  if (base === undefined || token === undefined) {
    return refused("The connection's base URL or token URL is not a valid URL.");
  }
  for (const url of [base, token]) {
    if (!allowedOrigins.some((origin) => parseUrl(origin)?.origin === url.origin)) {
      return refused(`The origin ${url.origin} is not on this environment's allow-list.`);
    }
    if (url.username !== "" || url.password !== "") return refused("The connection's URLs must not hold credentials.");
  }
  return { base, token };
}

/** The URL of the next page, if it has the same origin as the current page. */
export function sameOrigin(link: string, page: URL): URL | undefined {
  const url = parseUrl(link, page);
  return url?.origin === page.origin && url.username === "" && url.password === "" ? url : undefined;
}

function parseUrl(text: string, base?: URL): URL | undefined {
  const url = URL.parse(text, base?.href);
  return url === null || !/^https?:$/.test(url.protocol) ? undefined : url;
}

function refused(message: string): ProviderFailure {
  return { reasonCode: "provider_connection_invalid", message };
}
