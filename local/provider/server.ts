import { rmSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { isFromWebPage } from "../engines/web-pages.ts";
import { type Answer, graphError, readText, sentAs } from "./answers.ts";
import type { TenantName } from "./graph/seeded.ts";
import { openSampleTenant, type ProviderRequest, type SampleProviderOptions } from "./sample-tenant.ts";
import { tenantNamedBy } from "./tokens.ts";

export interface RunningProvider {
  /** Scheme, host and port; `sampleProviderUrls` derives a connection's URLs from it. */
  readonly origin: string;
  /** Every tenant begins anew: as in its data directory, without faults and tokens. */
  empty(): Promise<void>;
  stop(): Promise<void>;
}

interface ProviderOptions extends SampleProviderOptions {
  /** 0 chooses a free port. */
  readonly port: number;
}

/** The tenant that a request to the token service or to a control names in its path, and the path without it. */
const namedTenant = /^\/([a-z0-9][a-z0-9-]{0,39})(\/(?:oauth2\/v2\.0\/token|_[a-z]+))$/;

/**
 * A provider with the wire format of Microsoft Graph that serves any number of tenants, each with a state of its own. As
 * there, the token service names the tenant (`/<tenant>/oauth2/v2.0/token`), and a token says whose objects its bearer sees.
 * The controls of a tenant are at `/<tenant>/_faults` and so on; without a name, everything is that of one more tenant. Every
 * tenant begins with the policies of the data directory. Throws when a data file contains no policy.
 */
export async function openSampleProvider(options: SampleProviderOptions) {
  const unnamed = await openSampleTenant(options, undefined);
  const tenants = new Map<TenantName, ReturnType<typeof openSampleTenant>>();

  function opened(name: string) {
    const tenant = tenants.get(name) ?? openSampleTenant(options, name);
    tenants.set(name, tenant);
    return tenant;
  }

  return async function answer(request: ProviderRequest): Promise<Answer | undefined> {
    const [, name, pathname = ""] = namedTenant.exec(request.url.pathname) ?? [];
    if (name === undefined) {
      // A tenant that has issued no token is not opened for one.
      const tenant = await tenants.get(tenantNamedBy(request.headers.authorization));
      return (tenant ?? unnamed)(request);
    }
    const url = new URL(request.url);
    url.pathname = pathname;
    return (await opened(name))({ ...request, url });
  };
}

/** Starts a sample provider on 127.0.0.1. Throws when a data file contains no policy or the port is occupied. */
export async function startSampleProvider(options: ProviderOptions): Promise<RunningProvider> {
  const open = async () => {
    const closing = new AbortController();
    const answer = await openSampleProvider({ ...options, signal: closing.signal });
    return { answer, close: () => closing.abort() };
  };
  let opened = await open();

  async function read(request: IncomingMessage, at: string): Promise<Answer | undefined> {
    const text = await readText(request);
    if (isFromWebPage(request)) return graphError(403, "Forbidden", "web pages may not call this provider");
    const { method = "GET", url = "/", headers } = request;
    return opened.answer({ method, url: new URL(url, at), text, headers });
  }

  let origin = "";
  const server = createServer((request, response) => {
    read(request, origin).then(
      (given) => (given ? write(response, given) : response.destroy()),
      () => write(response, graphError(400, "BadRequest", "the request could not be read")),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port, "127.0.0.1", resolve);
  });
  const address = server.address();
  origin = `http://127.0.0.1:${typeof address === "object" ? address?.port : options.port}`;

  return {
    origin,
    async empty() {
      opened.close();
      if (options.overlayDir !== undefined) rmSync(options.overlayDir, { recursive: true, force: true });
      opened = await open();
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function write(response: ServerResponse, answer: Answer): void {
  const { text, headers } = sentAs(answer);
  response.writeHead(answer.status, headers);
  response.end(text);
}
