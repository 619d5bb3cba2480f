/** The sample provider's only client. It protects only sample policies on a loopback address. */
export const sampleClient = {
  clientId: "runtruth-sample-client",
  clientSecret: "sample-provider-local-only",
} as const;

/** Whether a text is the sample client's secret: it has one for each environment, `<secret>/<workspace>/<environment>`. */
export function isSampleSecret(text: string | null): boolean {
  const [secret, ...place] = (text ?? "").split("/");
  return secret === sampleClient.clientSecret && (place.length === 0 || place.length === 2);
}

/** The addresses of a connection to the sample provider. */
export function sampleProviderUrls(origin: string) {
  return { baseUrl: `${origin}/beta`, tokenUrl: `${origin}/oauth2/v2.0/token` } as const;
}
