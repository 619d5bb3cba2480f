type Send = (request: Request) => Promise<Response>;

interface KnownAnswer {
  readonly tag: string;
  readonly text: string;
  readonly headers: Headers;
}

/** How many answers are kept; the oldest goes first. */
const answersMax = 100;

/** Asks again only for what has changed: an answer with an `ETag` is kept, and a 304 becomes that answer with status 200. */
export function conditional(send: Send): Send {
  const known = new Map<string, KnownAnswer>();

  function keep(url: string, answer: KnownAnswer): void {
    known.delete(url);
    known.set(url, answer);
    const oldest = known.keys().next();
    if (known.size > answersMax && !oldest.done) known.delete(oldest.value);
  }

  return async (request) => {
    if (request.method !== "GET") return send(request);
    const before = known.get(request.url);
    if (before !== undefined) request.headers.set("if-none-match", before.tag);
    const response = await send(request);
    if (response.status === 304 && before !== undefined) {
      return new Response(before.text, { status: 200, headers: before.headers });
    }
    const tag = response.headers.get("etag");
    if (!response.ok || tag === null) return response;
    keep(request.url, { tag, text: await response.clone().text(), headers: response.headers });
    return response;
  };
}
