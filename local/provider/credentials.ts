/** The one client the sample provider knows. It guards invented policies on a loopback address and nothing else. */
export const sampleClient = {
  clientId: "runtruth-sample-client",
  clientSecret: "sample-provider-local-only",
} as const;

/** Whether a text is the sample client's secret: it has one for each environment, `<secret>/<workspace>/<environment>`. */
export function isSampleSecret(text: string | null): boolean {
  const [secret, ...place] = (text ?? "").split("/");
  return secret === sampleClient.clientSecret && (place.length === 0 || place.length === 2);
}

/** Where a connection to the sample provider points. */
export function sampleProviderUrls(origin: string) {
  return { baseUrl: `${origin}/beta`, tokenUrl: `${origin}/oauth2/v2.0/token` } as const;
}
