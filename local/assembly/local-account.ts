/** A fictitious account and region, which are never contacted. */
export const localAccount = { region: "us-east-1", account: "000000000000", partition: "aws" } as const;

/** Dummy credentials: SDK clients must sign their requests, but the engines check no signature. */
export const localAws = {
  region: localAccount.region,
  credentials: { accessKeyId: "local", secretAccessKey: "local" },
} as const;

/** The audience of local access tokens; it replaces the client id of every Cognito client in the template. */
export const localAudience = "runtruth";

export function localArn(service: string, resource: string): string {
  return `arn:${localAccount.partition}:${service}:${localAccount.region}:${localAccount.account}:${resource}`;
}
