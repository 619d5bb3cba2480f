import * as z from "zod";
import type { ApiClient, ApiCredentials } from "../../functions/canary/api-client.ts";
import { required } from "../../shared/foundation/required.ts";
import { type Check, passed } from "./check.ts";

const publicConfig = z.object({ issuer: z.string(), scope: z.string() });

/** Signs in as the console would: at the issuer and with the scope of its published configuration. */
export function signInCheck(client: ApiClient, credentials: Omit<ApiCredentials, "scope">): Check {
  return {
    name: "sign in",
    async run() {
      const config = publicConfig.parse(await client.send("GET", "/config.json"));
      required(
        config.issuer === credentials.issuer,
        `the console signs in at ${config.issuer}, not at ${credentials.issuer}`,
      );
      await client.signIn({ ...credentials, scope: config.scope });
      return passed(credentials.clientId);
    },
  };
}
