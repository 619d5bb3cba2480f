import { expect, it } from "vitest";
import { settingsKey } from "../../../shared/records/person-settings.ts";
import { createInProcessWorld } from "../in-process-world.ts";
import type { World } from "../world.ts";

const none = { locale: null, theme: null, density: null };
const settingsOf = async (world: World, as = "operator") => (await world.call({ path: "/api/me", as })).body.settings;
const write = (world: World, body: object, as = "operator") =>
  world.call({ method: "PUT", path: "/api/me/settings", as, body });

it("each person keeps settings of their own, replaced whole", async () => {
  const world = await createInProcessWorld();
  expect(await settingsOf(world)).toEqual(none);

  const chosen = { locale: "de", theme: "dark", density: "comfortable" };
  expect(await write(world, chosen)).toMatchObject({ status: 200, body: chosen });
  expect(await settingsOf(world)).toEqual(chosen);
  expect(await settingsOf(world, "manager")).toEqual(none);
  await write(world, { ...none, theme: "light" });
  expect(await settingsOf(world)).toEqual({ ...none, theme: "light" });
  expect((await write(world, { ...none, theme: "pink" })).body).toMatchObject({
    status: 422,
    errors: [{ path: "theme" }],
  });
});

it("a setting of a newer release is read as none", async () => {
  const world = await createInProcessWorld();
  await world.put({ ...settingsKey("operator"), locale: "fr", theme: "dark", sounds: "off" });

  expect(await settingsOf(world)).toEqual({ ...none, theme: "dark" });
});
