import { openSampleProvider } from "../../local/provider/server.ts";
import { type Served, serveHere } from "./network.ts";

/** A sample provider in this thread. */
export async function sampleProviderHere(options: Parameters<typeof openSampleProvider>[0] = {}): Promise<Served> {
  const answer = await openSampleProvider(options);
  return serveHere(async (request) => {
    const given = await answer(request);
    if (given === undefined) return undefined;
    const { status, body, headers } = given;
    const text = body === undefined ? null : JSON.stringify(body);
    const type = text === null ? undefined : { "content-type": "application/json" };
    return new Response(text, { status, headers: { ...type, ...headers } });
  });
}
