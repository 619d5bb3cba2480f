import * as z from "zod";
import { sampleClient } from "../../local/provider/credentials.ts";
import { openSampleProvider } from "../../local/provider/server.ts";
import { testClock } from "../support/clock.ts";

const origin = "http://provider.test";
const token = z.object({ access_token: z.string() });
const answered = z.looseObject({});
const page = z.object({ value: z.array(z.looseObject({ id: z.string() })) });

/** A sample provider that is asked without a wire, at a time of its own. */
export async function askedProvider(options: Parameters<typeof openSampleProvider>[0] = {}) {
  const clock = testClock();
  const answer = await openSampleProvider({ clock, ...options });
  const ask = async (method: string, path: string, text = "", headers: Record<string, string> = {}) =>
    answer({ method, url: new URL(path, origin), text, headers });
  const form = new URLSearchParams({
    grant_type: "client_credentials",
    client_id: sampleClient.clientId,
    client_secret: sampleClient.clientSecret,
  });
  /** Requests below `/beta/deviceManagement` as the client of a tenant; undefined when the connection was cut. */
  async function clientOf(tenant: string) {
    const issued = await ask("POST", `${tenant}/oauth2/v2.0/token`, form.toString());
    const { access_token } = token.parse(issued?.body);
    return (method: string, path: string, body?: unknown) =>
      ask(method, `/beta/deviceManagement/${path}`, body === undefined ? "" : JSON.stringify(body), {
        authorization: `Bearer ${access_token}`,
      });
  }

  return {
    clock,
    clientOf,
    graph: await clientOf(""),
    control: (method: string, path: string, body?: unknown) =>
      ask(method, path, body === undefined ? "" : JSON.stringify(body)),
  };
}

/** The JSON object of an answer. */
export const bodyOf = (answer: { readonly body?: unknown } | undefined) => answered.parse(answer?.body);

/** The members of a page. */
export const valuesOf = (answer: { readonly body?: unknown } | undefined) => page.parse(answer?.body).value;
