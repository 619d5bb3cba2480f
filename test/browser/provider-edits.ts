import * as z from "zod";
import { sampleClient } from "../../local/provider/credentials.ts";
import type { StackDescription } from "../../local/runtime/stack-file.ts";

const token = z.object({ access_token: z.string() });
const page = z.object({ value: z.array(z.looseObject({ id: z.string(), name: z.string() })) });

/** Edits of another administrator, directly at the sample provider. */
export async function providerEdits({ provider }: Pick<StackDescription, "provider">) {
  const form = new URLSearchParams({
    grant_type: "client_credentials",
    client_id: sampleClient.clientId,
    client_secret: sampleClient.clientSecret,
  });
  const issued = await fetch(`${provider.origin}/oauth2/v2.0/token`, { method: "POST", body: form });
  const { access_token } = token.parse(await issued.json());
  const headers = { authorization: `Bearer ${access_token}`, "content-type": "application/json" };
  const address = `${provider.origin}/beta/deviceManagement/configurationPolicies`;
  return {
    /** The first policies of the settings catalog. */
    async first(count: number): Promise<readonly { readonly id: string; readonly name: string }[]> {
      const answer = await fetch(address, { headers });
      return page.parse(await answer.json()).value.slice(0, count);
    },
    async change(id: string, fields: object): Promise<void> {
      const answer = await fetch(`${address}/${id}`, { method: "PATCH", headers, body: JSON.stringify(fields) });
      if (!answer.ok) throw new Error(`the provider refused the edit of ${id} with ${answer.status}`);
    },
  };
}
