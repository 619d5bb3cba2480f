import { expect, it } from "vitest";
import { accessibilityViolations } from "./accessibility.ts";
import { settled, visit } from "./chromium.ts";
import { dialogViolations } from "./dialogs.ts";
import { everyPage, saveScreenshot, scrolledSideways } from "./every-page.ts";

const { world, openAll } = everyPage();

it("every page passes axe and fits a phone in English in light mode", async () => {
  const found: string[] = [];
  // Drawn for a desk and made as narrow as a phone; the German pages go the other way.
  await openAll({ theme: "light", locale: "en-US", widths: [1400, 390] }, async (page, name, width) => {
    const mistakes = width === 390 ? await scrolledSideways(page) : await accessibilityViolations(page);
    found.push(...mistakes.map((mistake) => `${name} at ${width}: ${mistake}`));
    await saveScreenshot(page, `${name}-light-${width}`);
  });

  expect(found).toEqual([]);
});

it("operations page draws its charts only on request", async () => {
  const { stack } = await world();
  const { page, mistakes } = await visit({ apiUrl: stack.apiUrl, user: "owner", path: "/w/acme/operations" });
  await settled(page);
  await page.getByRole("button", { name: "Figures of the last 24 hours" }).click();
  await page.getByRole("heading", { name: "Ended runs per hour" }).waitFor();
  await settled(page);
  await saveScreenshot(page, "figures-light");

  expect(await accessibilityViolations(page)).toEqual([]);
  expect(mistakes).toEqual([]);
});

it("English dialogs are accessible and close with Escape", async () => {
  const { stack, waiting } = await world();

  expect(await dialogViolations({ stack, waiting, theme: "light", locale: "en-US" })).toEqual([]);
});
