import { sentAs } from "../../local/provider/answers.ts";
import { openSampleProvider } from "../../local/provider/server.ts";
import { type Served, serveHere } from "./network.ts";

/** A sample provider in this thread, or over the given transport. */
export async function sampleProviderHere(
  options: Parameters<typeof openSampleProvider>[0] = {},
  serve: typeof serveHere = serveHere,
): Promise<Served> {
  const answer = await openSampleProvider(options);
  return serve(async (request) => {
    const given = await answer(request);
    if (given === undefined) return undefined;
    const { text = null, headers } = sentAs(given);
    return new Response(text, { status: given.status, headers });
  });
}
