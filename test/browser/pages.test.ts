import { expect, it } from "vitest";
import { accessibilityMistakes } from "./accessibility.ts";
import { settled, visit } from "./chromium.ts";
import { mistakesOfDialogs } from "./dialogs.ts";
import { everyPage, keepPicture, scrolledSideways } from "./every-page.ts";

const { world, openAll } = everyPage();

it("passes axe and fits a phone on every page in English and light", async () => {
  const found: string[] = [];
  // Drawn for a desk and made as narrow as a phone; the German pages go the other way.
  await openAll({ theme: "light", locale: "en-US", widths: [1400, 390] }, async (page, name, width) => {
    const mistakes = width === 390 ? await scrolledSideways(page) : await accessibilityMistakes(page);
    found.push(...mistakes.map((mistake) => `${name} at ${width}: ${mistake}`));
    await keepPicture(page, `${name}-light-${width}`);
  });

  expect(found).toEqual([]);
});

it("draws its figures only when they are asked for", async () => {
  const { stack } = await world();
  const { page, mistakes } = await visit({ apiUrl: stack.apiUrl, user: "owner", path: "/w/acme/operations" });
  await settled(page);
  await page.getByRole("button", { name: "Figures of the last 24 hours" }).click();
  await page.getByRole("heading", { name: "Ended runs per hour" }).waitFor();
  await settled(page);
  await keepPicture(page, "figures-light");

  expect(await accessibilityMistakes(page)).toEqual([]);
  expect(mistakes).toEqual([]);
});

it("opens accessible dialogs and closes them with Escape in English", async () => {
  const { stack, waiting } = await world();

  expect(await mistakesOfDialogs({ stack, waiting, theme: "light", locale: "en-US" })).toEqual([]);
});
