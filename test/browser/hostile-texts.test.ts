import type { Page } from "playwright-core";
import { expect, it, onTestFinished } from "vitest";
import { apiOf, runOf } from "../scenarios/api.ts";
import { go, visit } from "./chromium.ts";
import { sharedStack } from "./stack.ts";

const prod = { user: "owner", workspaceId: "acme", environmentId: "acme-prod" };

/** Texts that would set `hit` if anything took them for more than texts. */
const vectors = [
  "<script>window.hit = 1</script>",
  "<img src=x onerror=window.hit=1>",
  '"><svg onload=window.hit=1>',
  '<iframe srcdoc="<script>parent.hit=1</script>"></iframe>',
  "<a href=javascript:window.hit=1>here</a>",
  "javascript:window.hit=1",
  "{{constructor.constructor('window.hit=1')()}}",
  "</title></textarea><details open ontoggle=window.hit=1>",
] as const;
/** What the texts would have become. */
const became = "script:not([src]), img[src=x], svg[onload], iframe, details[ontoggle], a[href^='javascript:']";

/** Work that ended well and work that did not, with what both show to people. */
const world = sharedStack({}, async (stack) => {
  const api = apiOf(stack);
  const run = async (type: string) => {
    const { id } = runOf(await api.start(prod, type));
    await api.ended("owner", "acme", id);
    return id;
  };
  await run("policy.sync");
  await fetch(`${stack.provider.origin}/_consent`, { method: "POST", body: JSON.stringify({ granted: false }) });
  const problem = await run("provider.connection.check");
  const pages = [
    "",
    "/operations",
    `/operations/${problem}`,
    "/environments/acme-prod",
    "/inbox",
    "/members",
    "/audit",
  ];
  return {
    owner: [...pages.map((page) => `/w/acme${page}`), "/notifications"],
    platform: ["/system/operations", `/system/operations/${problem}`],
  };
});

/** Words for people, and no id, code, instant or address: those are compared, sent back or followed. */
const isWords = (text: string) => /[a-z]/.test(text) && /[A-Z ]/.test(text) && !/^\d{4}-\d\d-|^\/|:\/\//.test(text);

/** The same answer with a vector behind every text in it that is words, another one for each. */
function poisoned(value: unknown, next: () => string): unknown {
  if (typeof value === "string") return isWords(value) ? `${value} ${next()}` : value;
  if (Array.isArray(value)) return value.map((one) => poisoned(one, next));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, poisoned(member, next)]));
}

/** From now on every answer of the API is a hostile one; what is still asked when the test ends is let go. */
async function poisonAnswers(page: Page): Promise<void> {
  onTestFinished(() => page.unrouteAll({ behavior: "ignoreErrors" }));
  let count = 0;
  const next = () => vectors[count++ % vectors.length] ?? "";
  await page.route("**/api/**", async (route) => {
    const response = await route.fetch();
    const isJson = response.headers()["content-type"]?.includes("json") === true && response.status() !== 304;
    await route.fulfill(isJson ? { response, json: poisoned(await response.json(), next) } : { response });
  });
}

it.each(["owner", "platform"] as const)("hostile texts appear as plain text on the pages of %s", async (user) => {
  const { stack, [user]: addresses } = await world();
  const [first = "/"] = addresses;
  const { page, mistakes } = await visit({ apiUrl: stack.apiUrl, user, path: first, routes: poisonAnswers });
  const shown = new Set<string>();

  for (const address of addresses) {
    await go(page, address);
    const text = (await page.locator("body").textContent()) ?? "";
    for (const vector of vectors) if (text.includes(vector)) shown.add(vector);
    expect({ address, elements: await page.locator(`body :is(${became})`).count() }).toEqual({
      address,
      elements: 0,
    });
    expect({ address, hit: await page.evaluate(() => "hit" in window) }).toEqual({ address, hit: false });
  }

  expect([...shown].sort()).toEqual([...vectors].sort());
  expect(mistakes).toEqual([]);
});
