import * as z from "zod";
import { settingChoices } from "../foundation/setting-choices.ts";
import { userKey } from "../ledger/keys.ts";
import { createStore, type StoreTarget } from "../ledger/store.ts";

const choice = <Choice extends string>(choices: readonly [Choice, ...Choice[]]) =>
  z.enum(choices).nullable().default(null).catch(null);

/** Settings as stored; a choice of a newer release is read as none. */
const storedSettings = z.object({
  locale: choice(settingChoices.locale),
  theme: choice(settingChoices.theme),
  density: choice(settingChoices.density),
});
export type PersonSettings = z.infer<typeof storedSettings>;

/** In the person's own partition: settings belong to no workspace. */
export const settingsKey = (user: string) => userKey(user, "SETTINGS");

/** How each person wants the console: one small item, replaced whole. */
export function createPersonSettings(target: StoreTarget) {
  const store = createStore(target);
  return {
    /** A person without stored settings has chosen nothing. */
    async find(user: string): Promise<PersonSettings> {
      return storedSettings.parse((await store.get(settingsKey(user))) ?? {});
    },

    async write(user: string, settings: PersonSettings): Promise<void> {
      await store.put({ ...settingsKey(user), ...settings }, "attribute_exists(pk) OR attribute_not_exists(pk)");
    },
  };
}
export type PersonSettingsStore = ReturnType<typeof createPersonSettings>;
