import { expect, it } from "vitest";
import { accessibilityMistakes } from "./accessibility.ts";
import { settled, visit } from "./chromium.ts";
import { everyPage, keepPicture } from "./every-page.ts";

const { world, openAll } = everyPage();

it("has no accessibility mistake on any page in the light theme", async () => {
  const found: string[] = [];
  await openAll({ theme: "light", width: 1400 }, async (page, name) => {
    found.push(...(await accessibilityMistakes(page)).map((mistake) => `${name}: ${mistake}`));
    await keepPicture(page, `${name}-light`);
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
