import * as z from "zod";
import { type Answer, graphError, parseJson } from "./answers.ts";

/** Bodies that are made of the provider's own answer: cut in half, replaced by a sign-in page, or a page without end. */
const deformed = z.enum(["truncated", "html", "loop"]);

const faultSchema = z
  .strictObject({
    /** A substring of "METHOD /path?query" that selects the requests. */
    match: z.string().min(1),
    /** The response status; 0 resets the connection. Absent: the provider's own answer, changed by the other fields. */
    status: z.union([z.literal(0), z.int().min(200).max(599)]).optional(),
    /** The JSON body, such as a truncated list, or a deformed one; by default a Graph error. */
    body: z.json().optional(),
    /** The number of matching requests that get this response. */
    times: z.int().min(1).default(1),
    /** Whether the provider acts on the request although its answer says otherwise. */
    effect: z.enum(["before", "after"]).default("before"),
    delayMillis: z.int().min(0).max(600_000).optional(),
    retryAfterSeconds: z.int().min(0).optional(),
    /** The text of `Retry-After` as it is, such as `2.128` or a date; null leaves the header out. */
    retryAfter: z.string().nullable().optional(),
  })
  .refine(({ status, body }) => status === undefined || status === 0 || status >= 400 || body !== undefined)
  .refine(({ status, body, delayMillis }) => status !== undefined || body !== undefined || delayMillis !== undefined);
type Fault = z.infer<typeof faultSchema>;

const shape =
  "{ match, status: 0 or 400 to 599, or from 200 with a body, body?: JSON, truncated, html or loop, effect?: before or after, " +
  "delayMillis?, times?, retryAfterSeconds?, retryAfter?: text or null }";

/** Injected faults of the running provider; in memory only. */
export function createFaults(wait: (millis: number) => Promise<void>) {
  let faults: Fault[] = [];

  return {
    /** Handles requests to `/_faults`; undefined for any other path. */
    control(method: string, path: string, text: string): Answer | undefined {
      if (path !== "/_faults") return undefined;
      if (method === "DELETE") faults = [];
      if (method === "POST") {
        const fault = parseJson(faultSchema, text);
        if (!fault) return { status: 400, body: { error: `the body must be JSON: ${shape}` } };
        faults.push(fault);
      }
      return { status: 200, body: { faults } };
    },

    /** The answer to a request, by the oldest fault that matches it; undefined where the connection is cut. */
    async answer(method: string, url: URL, own: () => Promise<Answer>): Promise<Answer | undefined> {
      const line = `${method} ${url.pathname}${url.search}`;
      const fault = faults.find(({ match }) => line.includes(match));
      if (fault === undefined) return own();
      fault.times -= 1;
      faults = faults.filter(({ times }) => times > 0);
      const kind = deformed.safeParse(fault.body).data;
      const isMadeOfOwn = fault.effect === "after" || fault.status === undefined || (kind ?? "html") !== "html";
      const given = isMadeOfOwn ? await own() : undefined;
      if (fault.delayMillis !== undefined) await wait(fault.delayMillis);
      if (fault.status === 0) return undefined;
      return withRetryAfter(fault, faulty(fault, kind, given, url));
    },
  };
}

function faulty(
  { status, body }: Fault,
  kind: z.infer<typeof deformed> | undefined,
  own: Answer | undefined,
  url: URL,
): Answer {
  if (kind === "html") {
    const text = "<!doctype html><title>Sign in to your account</title>";
    return { status: status ?? 200, text, headers: { "content-type": "text/html" } };
  }
  if (kind === "truncated") {
    const text = JSON.stringify(own?.body ?? {});
    return { status: status ?? own?.status ?? 200, text: text.slice(0, Math.ceil(text.length / 2)) };
  }
  if (kind === "loop") {
    return { status: status ?? 200, body: { value: [], ...Object(own?.body), "@odata.nextLink": url.href } };
  }
  if (body !== undefined) return { status: status ?? 200, body };
  if (status === undefined) return own ?? { status: 200 };
  return graphError(status, "InjectedFault", "this answer was asked for at /_faults");
}

function withRetryAfter({ retryAfter, retryAfterSeconds }: Fault, answer: Answer): Answer {
  const { "retry-after": _own, ...headers } = answer.headers ?? {};
  if (retryAfter === null) return { ...answer, headers };
  const text = retryAfter ?? (retryAfterSeconds === undefined ? undefined : String(retryAfterSeconds));
  return text === undefined ? answer : { ...answer, headers: { ...headers, "retry-after": text } };
}
