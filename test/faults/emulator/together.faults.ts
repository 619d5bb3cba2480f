import { expect, it } from "vitest";
import { settingOf } from "../../simulation/faults.ts";
import { kindsOf, playOverHttp, playSettingsOverHttp } from "./over-http.ts";

const all = [...kindsOf.requests, ...kindsOf.messages, ...kindsOf.programs];
playSettingsOverHttp("together", [{ named: "all of them at once", setting: settingOf(...all) }]);

it("emulator replays an identical world from the same seed, over HTTP too", { timeout: 600_000 }, async () => {
  expect(await playOverHttp(settingOf(...all), 7, 20)).toEqual(await playOverHttp(settingOf(...all), 7, 20));
});
