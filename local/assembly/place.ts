/** Where everything pretends to be. No account is ever contacted, so any account will do. */
export const localPlace = { region: "us-east-1", account: "000000000000", partition: "aws" } as const;

/** What an SDK client needs beside an endpoint. Engines check no signature, clients insist on making one. */
export const localAws = {
  region: localPlace.region,
  credentials: { accessKeyId: "local", secretAccessKey: "local" },
} as const;

/** The audience of local access tokens; an application that names a Cognito client means this one. */
export const localAudience = "runtruth";

export function localArn(service: string, resource: string): string {
  return `arn:${localPlace.partition}:${service}:${localPlace.region}:${localPlace.account}:${resource}`;
}
