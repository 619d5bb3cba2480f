import { expect, it } from "vitest";
import { promiseMatrix } from "../../shared/contract/promises.ts";
import { apiOf } from "../scenarios/api.ts";
import { until } from "../scenarios/until.ts";
import { settled, visit } from "./chromium.ts";
import { sharedStack } from "./stack.ts";

const promises = "/api/workspaces/acme/promises";

/** A promise that nothing proves, once it is broken. */
const world = sharedStack({}, async (stack) => {
  const api = apiOf(stack);
  const promise = { name: "Daily backup", proof: "backup", withinSeconds: 60, environments: ["acme-lab"] };
  const body = JSON.stringify(promise);
  await api.request("owner", promises, { method: "POST", headers: { "content-type": "application/json" }, body });
  await until("the promise is broken", async () => {
    const { counts } = await api.read("owner", `${promises}/matrix`, promiseMatrix);
    return counts.broken.value === 1 ? counts : undefined;
  });
});

it.each([
  { locale: "en-US" as const, label: "Promise broken", why: "Nothing is scheduled" },
  { locale: "de-DE" as const, label: "Zusage gebrochen", why: "Es ist nichts geplant" },
])("a broken promise stands with its reason on each calm page in $locale", async ({ locale, label, why }) => {
  const { stack } = await world();
  for (const path of ["/w/acme", "/w/acme/inbox", "/w/acme/environments/acme-lab"]) {
    for (const width of [390, 1400]) {
      const { page } = await visit({ apiUrl: stack.apiUrl, user: "owner", path, locale });
      await page.setViewportSize({ width, height: 900 });
      await settled(page);

      const item = page.locator("main table", { hasText: "Daily backup" });
      await item.getByText(why, { exact: false }).first().waitFor();
      await page.locator("main").getByText(label).first().waitFor();
      expect(await page.locator('main [class*="type-success"]').count()).toBe(0);
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
    }
  }
});
