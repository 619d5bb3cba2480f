import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import fc from "fast-check";
import { afterEach, expect, it } from "vitest";
import * as z from "zod";
import { sampleClient, sampleProviderUrls } from "../../local/provider/credentials.ts";
import { startSampleProvider } from "../../local/provider/server.ts";
import { testClock } from "../support/clock.ts";

const pageSchema = z.object({
  value: z.array(z.looseObject({ id: z.string() })),
  "@odata.nextLink": z.string().optional(),
});
const tokenSchema = z.object({ access_token: z.string(), expires_in: z.number() });

const stops: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

it("sample provider serves built-in policies of several platforms by default", async () => {
  const { get } = await signedIn();

  const ids = await Promise.all(
    ["deviceCompliancePolicies", "configurationPolicies", "deviceConfigurations"].map(async (name) => {
      const page = pageSchema.parse(await (await get(`/deviceManagement/${name}`)).json());
      return page.value.length;
    }),
  );

  expect(ids).toEqual([4, 5, 3]);
});

it("sample provider pages through every policy once for any page size", async () => {
  const dataDir = await exported(23);
  const { get, walk } = await signedIn({ dataDir });
  const all = pageSchema.parse(await (await get("/deviceManagement/configurationPolicies?$top=999")).json());
  expect(all.value).toHaveLength(23);

  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 30 }), async (top) => {
      const pages = await walk(`/deviceManagement/configurationPolicies?$top=${top}`);

      expect(pages.flat()).toEqual(all.value.map(({ id }) => id));
      expect(pages.every((page) => page.length <= top)).toBe(true);
    }),
    { numRuns: 10, seed: 7 },
  );
});

it("sample provider defaults to pages of 25 settings-catalog policies and rejects an invalid size", async () => {
  const { get, walk } = await signedIn({ dataDir: await exported(51) });

  const pages = await walk("/deviceManagement/configurationPolicies");

  expect(pages.map((page) => page.length)).toEqual([25, 25, 1]);
  expect((await get("/deviceManagement/configurationPolicies?$top=0")).status).toBe(400);
});

it("sample provider returns the total count on every page when requested", async () => {
  const { get } = await signedIn({ dataDir: await exported(5) });

  const page = await (await get("/deviceManagement/configurationPolicies?$top=2&$count=true")).json();

  expect(page).toMatchObject({ "@odata.count": 5, "@odata.nextLink": expect.stringContaining("%24count=true") });
});

it("sample provider reads files that begin with a byte order mark", async () => {
  const dataDir = await exported(1, "\uFEFF");

  const { get } = await signedIn({ dataDir });

  expect((await get("/deviceManagement/configurationPolicies/policy-00")).status).toBe(200);
});

it("sample provider rejects a wrong secret, an unknown client and another grant type", async () => {
  const { origin } = await started();

  const statuses = await Promise.all(
    [{ client_secret: "wrong" }, { client_id: "other" }, { grant_type: "password" }].map(
      async (fields) => (await askToken(origin, fields)).status,
    ),
  );

  expect(statuses).toEqual([401, 400, 400]);
});

it.each([
  { after: 59.9, status: 200 },
  { after: 60, status: 401 },
])("sample provider answers $status to a token of 60 s after $after s", async ({ after, status }) => {
  const clock = testClock();
  const { get } = await signedIn({ clock, tokenLifetimeSeconds: 60 });

  clock.advance(after);

  expect((await get("/deviceManagement/deviceConfigurations")).status).toBe(status);
});

it("sample provider rejects tokens with the consent error while consent is withdrawn", async () => {
  const { origin, get, control } = await signedIn();

  await control("/_consent", { granted: false });
  const refused = await askToken(origin);

  expect(refused.status).toBe(400);
  expect(await refused.json()).toMatchObject({ error: "invalid_grant", error_codes: [65001] });
  expect((await get("/deviceManagement/deviceConfigurations")).status).toBe(401);

  await control("/_consent", { granted: true });
  expect((await askToken(origin)).status).toBe(200);
});

it("sample provider injects faults as often and where configured", async () => {
  const { get, control } = await signedIn();
  await control("/_faults", { match: "GET /beta/deviceManagement/configuration", status: 503, times: 2 });

  const statuses = [];
  for (const name of [
    "configurationPolicies",
    "deviceConfigurations",
    "configurationPolicies",
    "configurationPolicies",
  ]) {
    statuses.push((await get(`/deviceManagement/${name}`)).status);
  }

  expect(statuses).toEqual([503, 200, 503, 200]);
});

it("sample provider resets the connection for fault 0 and sends Retry-After", async () => {
  const { get, control } = await signedIn();
  await control("/_faults", { match: "deviceManagement", status: 0, times: 1 });
  await control("/_faults", { match: "deviceManagement", status: 429, times: 1, retryAfterSeconds: 7 });

  await expect(get("/deviceManagement/deviceConfigurations")).rejects.toThrow();
  const throttled = await get("/deviceManagement/deviceConfigurations");

  expect(throttled.status).toBe(429);
  expect(throttled.headers.get("retry-after")).toBe("7");
});

it("sample provider rejects an unknown fault and requests from web pages", async () => {
  const { origin, control } = await started();

  expect((await control("/_faults", { match: "x", status: 200, times: 1 })).status).toBe(400);
  const fromPage = await fetch(`${origin}/_consent`, { method: "POST", headers: { origin: "https://example.com" } });
  expect(fromPage.status).toBe(403);
});

it("sample provider persists writes in the overlay, never in the data directory", async () => {
  const dataDir = await exported(3);
  const overlayDir = await temporaryFolder();
  const first = await signedIn({ dataDir, overlayDir });
  const at = "/deviceManagement/configurationPolicies";
  await first.send("PATCH", `${at}/policy-00`, { description: "changed" });
  await first.send("DELETE", `${at}/policy-01`);
  const created = await first.send("POST", at, { name: "New" });
  await first.stop();

  const second = await signedIn({ dataDir, overlayDir });
  const page = pageSchema.parse(await (await second.get(at)).json());

  expect(created.status).toBe(201);
  expect(page.value.find(({ id }) => id === "policy-00")).toMatchObject({ name: "Policy 0", description: "changed" });
  expect(page.value.map((policy) => policy.name).sort()).toEqual(["New", "Policy 0", "Policy 2"]);
  expect(await readdir(path.join(dataDir, "configurationPolicies"))).toHaveLength(3);
  expect((await signedInTo(dataDir)).length).toBe(3);
});

it("sample provider discards writes at exit without an overlay directory", async () => {
  const dataDir = await exported(2);
  const first = await signedIn({ dataDir });
  await first.send("DELETE", "/deviceManagement/configurationPolicies/policy-01");

  expect(await signedInTo(dataDir)).toHaveLength(2);
});

it("emptied sample provider serves its data folder again, without faults and earlier tokens", async () => {
  const overlayDir = await temporaryFolder();
  const provider = await signedIn({ overlayDir });
  const world = async () => (await fetch(`${provider.origin}/_world`)).json();
  const faults = async () =>
    z.object({ faults: z.array(z.unknown()) }).parse(await (await fetch(`${provider.origin}/_faults`)).json()).faults;
  const before = await world();
  const [[id] = []] = await provider.walk("/deviceManagement/configurationPolicies");
  await provider.send("DELETE", `/deviceManagement/configurationPolicies/${id}`);
  await provider.control("/_faults", { match: "groups", status: 503, times: 9 });
  await provider.control("/_faults", { match: "organization", delayMillis: 600_000 });
  const delayed = provider.get("/organization");
  await expect.poll(faults).toHaveLength(1);

  await provider.empty();

  expect((await delayed).ok).toBe(false);
  expect((await provider.get("/deviceManagement/configurationPolicies")).status).toBe(401);
  expect(await faults()).toEqual([]);
  expect(await world()).toEqual(before);
  expect(await readdir(overlayDir).catch(() => [])).toEqual([]);
});

async function signedInTo(dataDir: string): Promise<readonly string[]> {
  const { walk } = await signedIn({ dataDir });
  return (await walk("/deviceManagement/configurationPolicies")).flat();
}

type Options = Omit<Parameters<typeof startSampleProvider>[0], "port">;

async function started(options: Options = {}) {
  const provider = await startSampleProvider({ port: 0, ...options });
  stops.push(() => provider.stop());
  const control = (at: string, body: unknown) =>
    fetch(`${provider.origin}${at}`, { method: "POST", body: JSON.stringify(body) });
  return { ...provider, control };
}

async function signedIn(options: Options = {}) {
  const provider = await started(options);
  const { access_token } = tokenSchema.parse(await (await askToken(provider.origin)).json());
  const { baseUrl } = sampleProviderUrls(provider.origin);
  const send = (method: string, at: string, body?: unknown) =>
    fetch(at.startsWith("http") ? at : `${baseUrl}${at}`, {
      method,
      headers: { authorization: `Bearer ${access_token}`, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  const get = (at: string) => send("GET", at);
  const walk = async (at: string) => {
    const pages: string[][] = [];
    for (let next: string | undefined = at; next !== undefined; ) {
      const page: z.infer<typeof pageSchema> = pageSchema.parse(await (await get(next)).json());
      pages.push(page.value.map(({ id }) => id));
      next = page["@odata.nextLink"];
    }
    return pages;
  };
  return { ...provider, get, send, walk };
}

function askToken(origin: string, fields: Readonly<Record<string, string>> = {}) {
  const form = {
    grant_type: "client_credentials",
    client_id: sampleClient.clientId,
    client_secret: sampleClient.clientSecret,
    ...fields,
  };
  return fetch(sampleProviderUrls(origin).tokenUrl, { method: "POST", body: new URLSearchParams(form) });
}

async function exported(count: number, prefix = ""): Promise<string> {
  const dataDir = await temporaryFolder();
  const folder = path.join(dataDir, "configurationPolicies");
  await mkdir(folder);
  for (let index = 0; index < count; index += 1) {
    const id = `policy-${String(index).padStart(2, "0")}`;
    await writeFile(path.join(folder, `${id}.json`), prefix + JSON.stringify({ id, name: `Policy ${index}` }));
  }
  return dataDir;
}

async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), "runtruth-provider-"));
  stops.unshift(() => rm(folder, { recursive: true, force: true }));
  return folder;
}
