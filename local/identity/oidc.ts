import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { Provider } from "oidc-provider";
import { type Clock, systemClock } from "../../shared/foundation/clock.ts";
import { signOutTarget, withoutSession } from "./cognito-sign-out.ts";
import { configurationOf } from "./configuration.ts";
import type { IssuerKind } from "./issuer-kinds.ts";
import { openKeys } from "./keys.ts";
import { createMint, type Mint, tokenLifetimeSeconds } from "./mint.ts";
import { type IdentityUser, messagePage, signInPage } from "./pages.ts";

export interface RunningIdentity {
  /** The `iss` claim of every token; discovery is at `/.well-known/openid-configuration` below it. */
  readonly issuer: string;
  readonly mint: Mint;
  stop(): Promise<void>;
}

interface IdentityOptions {
  readonly port: number;
  readonly users: readonly IdentityUser[];
  /** How it signs out; default `openid`. */
  readonly kind?: IssuerKind;
  /** The directory of the signing keys, so that tokens survive a restart. */
  readonly dataDir?: string;
  /** Origins of the console, such as `http://127.0.0.1:4700`. */
  readonly consoleOrigins?: readonly string[];
  readonly clock?: Clock;
}

/**
 * Starts an OpenID provider on 127.0.0.1, where a user signs in by choosing one of `users`.
 *
 * `POST /local/token?user=<name>` returns `{ access_token, token_type, expires_in }` for command-line use. That is
 * acceptable because the tokens protect only sample data on this machine.
 */
export async function startIdentity(options: IdentityOptions): Promise<RunningIdentity> {
  const { port, users, kind = "openid", consoleOrigins = [], clock = systemClock } = options;
  const issuer = `http://127.0.0.1:${port}`;
  const keys = await openKeys(options.dataDir);
  const isUser = (name: string) => users.some((user) => user.name === name);
  const provider = new Provider(issuer, configurationOf({ issuer, kind, keys, clock, consoleOrigins, isUser }));
  const mint = createMint(issuer, keys, clock);
  const openId = provider.callback();

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? "/", issuer);
    if (request.headers.host !== `127.0.0.1:${port}`)
      return sendPage(response, 421, messagePage("Not here", `Use ${issuer}.`));
    if (url.pathname === "/local/token") return answerToken(request, response, url.searchParams.get("user") ?? "");
    if (kind === "cognito" && url.pathname === "/logout") return signOut(response, url.searchParams);
    if (!url.pathname.startsWith("/sign-in/")) return openId(request, response);

    const { uid } = await provider.interactionDetails(request, response);
    const user = request.method === "POST" ? await chosenUser(request) : "";
    if (!isUser(user)) return sendPage(response, 200, signInPage(users, `/sign-in/${uid}`));
    await provider.interactionFinished(request, response, { login: { accountId: user } });
  };

  /** Ends the browser's session like the sign-out endpoint of a user pool: without confirmation. */
  const signOut = (response: ServerResponse, parameters: URLSearchParams): void => {
    const { target, refusal } = signOutTarget(parameters, consoleOrigins);
    if (target === undefined) {
      sendPage(response, 400, messagePage("Sign-out failed", refusal));
      return;
    }
    response.writeHead(302, { location: target, "cache-control": "no-store", "set-cookie": withoutSession });
    response.end();
  };

  const answerToken = async (request: IncomingMessage, response: ServerResponse, user: string): Promise<void> => {
    // Reject requests from web pages: browsers send an Origin header with every POST.
    if (request.method !== "POST" || request.headers.origin !== undefined) return sendJson(response, 403, {});
    if (!isUser(user))
      return sendJson(response, 404, { error: `known users: ${users.map(({ name }) => name).join(", ")}` });
    const token = { access_token: await mint(user), token_type: "Bearer", expires_in: tokenLifetimeSeconds };
    sendJson(response, 200, token);
  };

  const server = createServer((request, response) => {
    answer(request, response).catch(() => {
      sendPage(
        response,
        400,
        messagePage("Start again", "This sign-in is unknown or too old. Go back to the console."),
      );
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });

  return {
    issuer,
    mint,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function chosenUser(request: IncomingMessage): Promise<string> {
  const form = await request.setEncoding("utf8").toArray();
  return new URLSearchParams(form.join("")).get("user") ?? "";
}

function sendPage(response: ServerResponse, status: number, html: string): void {
  response.writeHead(status, {
    "content-type": "text/html; charset=utf-8",
    "cache-control": "no-store",
    "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
  });
  response.end(html);
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json", "cache-control": "no-store" });
  response.end(JSON.stringify(body));
}
