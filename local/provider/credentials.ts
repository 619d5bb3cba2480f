/** The sample provider's only client. It protects only sample policies on the loopback address. */
export const sampleClient = {
  clientId: "runtruth-sample-client",
  clientSecret: "sample-provider-local-only",
} as const;

/**
 * Whether this is a valid secret of the sample client. Each environment has its own:
 * `<secret>/<workspace>/<environment>`.
 */
export function isSampleSecret(text: string | null): boolean {
  const [secret, ...place] = (text ?? "").split("/");
  return secret === sampleClient.clientSecret && (place.length === 0 || place.length === 2);
}

/** The URLs for a connection to a tenant of the sample provider; as with Microsoft Graph, only the token URL names it. */
export function sampleProviderUrls(origin: string, tenant?: string) {
  const tokens = tenant === undefined ? origin : `${origin}/${tenant}`;
  return { baseUrl: `${origin}/beta`, tokenUrl: `${tokens}/oauth2/v2.0/token` } as const;
}
