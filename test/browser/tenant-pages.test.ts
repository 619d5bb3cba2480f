import { expect, it } from "vitest";
import { accessibilityViolations } from "./accessibility.ts";
import { go, visit } from "./chromium.ts";
import { saveScreenshot } from "./every-page.ts";
import { foreignWords } from "./foreign-words.ts";
import { scrolledSideways } from "./page-checks.ts";
import { sharedStack } from "./stack.ts";
import { tenantPages } from "./tenant-records.ts";

const environment = "/w/acme/environments/acme-prod";

/** Names of roles and filters are the provider's. */
const isOurs = (text: string) => !["Policy and Profile manager", "All users and all devices"].includes(text);

const world = sharedStack({}, (stack) => tenantPages(stack));

it.each(["en-US", "de-DE"] as const)("console shows a tenant's reports and lists in %s", async (locale) => {
  const { stack, pages } = await world();
  const { page, mistakes } = await visit({ apiUrl: stack.apiUrl, user: "operator", path: environment, locale });
  for (const path of [environment, ...pages]) {
    await go(page, path);
    const name = path.split("/").slice(5, 6).join("") || "environment";
    await saveScreenshot(page, `tenant-${name}-${locale}`);
    expect(await accessibilityViolations(page), path).toEqual([]);
    expect(await scrolledSideways(page), path).toEqual([]);
    if (locale === "de-DE") expect((await foreignWords(page)).filter(isOurs), path).toEqual([]);
  }
  await go(page, `${environment}/directory-groups?search=warehouse%20berlin`);
  await page.getByText("Warehouse Berlin").first().waitFor();
  expect(mistakes).toEqual([]);
});
