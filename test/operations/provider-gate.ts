import type { Run } from "../../shared/run/run.ts";
import { type Arrived, serveHere } from "../support/network.ts";

export interface Gate {
  readonly origin: string;
  /** Requests that change something, as "METHOD /path", in their order. */
  readonly writes: string[];
  /** Every request to the provider but those for a token, as "METHOD /path?query", in their order. */
  readonly requests: string[];
  /** The answers to the next requests that hold this text are lost, after the provider acted. */
  loseAnswersTo(text: string, times: number): void;
  /** Decides on every request but those for a token; undefined hands everything on again. */
  intercept(decide: ((line: string) => Interception) | undefined): void;
  stop(): Promise<void>;
}

/** `drop`: the request never arrives; `lose`: its answer never does; else this answer, without the provider. */
export type Interception =
  | "pass"
  | "drop"
  | "lose"
  | { readonly status: number; readonly retryAfter?: string | undefined };

/** A request that posts ids to look up changes nothing. */
const lookup = "/getByIds";

/** Whether a request, as "METHOD /path", changes nothing at the provider. */
export const isRead = (line: string) => line.startsWith("GET ") || line.includes(lookup);

/** Attempts a run that dies once the provider has answered its first write. */
export async function dieAfterCreation(
  { gate, attempt }: { readonly gate: Gate; attempt(run: Run, timeLeft: () => number): Promise<unknown> },
  run: Run,
): Promise<void> {
  let isDead = false;
  gate.intercept((line) => {
    if (isDead) return "drop";
    isDead = !isRead(line);
    return "pass";
  });
  await attempt(run, () => (isDead ? 0 : 1_000_000));
  gate.intercept(undefined);
}

/** Stands before a provider, hands everything on, and notes what changes something. */
export async function startGate(target: string, serve: typeof serveHere = serveHere): Promise<Gate> {
  const writes: string[] = [];
  const requests: string[] = [];
  let decide: ((line: string) => Interception) | undefined;
  let losing = { text: "", times: 0 };
  const server = await serve(async (request) => {
    const line = `${request.method} ${request.url.pathname}${request.url.search}`;
    const isToken = line.includes("/token");
    const decision = isToken ? "pass" : (decide?.(line) ?? "pass");
    if (!isToken) requests.push(line);
    if (decision === "drop") return undefined;
    if (typeof decision === "object") {
      const { status, retryAfter } = decision;
      const headers = retryAfter === undefined ? undefined : { "retry-after": retryAfter };
      return Response.json({}, { status, ...(headers && { headers }) });
    }
    const answer = await forward(request, target);
    if (answer === undefined) return undefined;
    if (!isToken && !isRead(line)) writes.push(line);
    if (decision === "lose") return undefined;
    if (losing.times > 0 && line.includes(losing.text)) {
      losing = { ...losing, times: losing.times - 1 };
      return undefined;
    }
    const retryAfter = answer.headers.get("retry-after");
    const headers = retryAfter === null ? undefined : { "retry-after": retryAfter };
    // Links to next pages lead through the gate again.
    const text = (await answer.text()).replaceAll(target, server.origin);
    return new Response(text === "" ? null : text, {
      status: answer.status,
      headers: { "content-type": "application/json", ...headers },
    });
  });
  return {
    origin: server.origin,
    writes,
    requests,
    intercept(next) {
      decide = next;
    },
    loseAnswersTo(text, times) {
      losing = { text, times };
    },
    stop: server.stop,
  };
}

/** The provider's answer; undefined when it cut the connection. */
async function forward({ method, url, headers, text }: Arrived, target: string): Promise<Response | undefined> {
  const given = ["authorization", "content-type", "consistencylevel"].flatMap((name) => {
    const value = headers[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  try {
    return await fetch(`${target}${url.pathname}${url.search}`, {
      method,
      headers: Object.fromEntries(given),
      ...(text !== "" && { body: text }),
    });
  } catch {
    return undefined;
  }
}
