import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { expect } from "vitest";
import * as z from "zod";
import { sampleClient } from "../../local/provider/credentials.ts";
import type { StackDescription } from "../../local/runtime/stack-file.ts";
import { systemClock } from "../../shared/foundation/clock.ts";
import { localAws } from "../support/table.ts";

const token = z.object({ access_token: z.string() });

/** The table of a running stack, for what the API does not show. */
export function targetOf({ endpoints: { dynamodb: endpoint }, tableName }: StackDescription) {
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({ endpoint, ...localAws }), {
    marshallOptions: { removeUndefinedValues: true },
  });
  return { client, tableName, clock: systemClock };
}

/** Changes policies directly at the provider, as another administrator does. */
export async function changePolicies(
  stack: StackDescription,
  places: readonly { readonly collection: string; readonly policyId: string }[],
  description: string,
): Promise<void> {
  const authorization = await providerToken(stack);
  for (const { collection, policyId } of places) {
    const path = `/beta/deviceManagement/${collection}/${policyId}`;
    const body = JSON.stringify({ description });
    const headers = { authorization, "content-type": "application/json" };
    const changed = await fetch(`${stack.provider.origin}${path}`, { method: "PATCH", headers, body });
    expect(changed.status).toBeLessThan(300);
  }
}

async function providerToken({ provider }: StackDescription): Promise<string> {
  const form = new URLSearchParams({
    grant_type: "client_credentials",
    client_id: sampleClient.clientId,
    client_secret: sampleClient.clientSecret,
  });
  const issued = await fetch(`${provider.origin}/oauth2/v2.0/token`, { method: "POST", body: form });
  return `Bearer ${token.parse(await issued.json()).access_token}`;
}
