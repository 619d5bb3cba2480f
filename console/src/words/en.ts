import { baselines } from "./en/baselines.ts";
import { frame } from "./en/frame.ts";
import { lists } from "./en/lists.ts";
import { plans } from "./en/plans.ts";
import { restores } from "./en/restores.ts";
import { runs } from "./en/runs.ts";
import { stored } from "./en/stored.ts";

/** Texts of the console's own controls. Texts about runs come from the API. */
export const en = {
  ...baselines,
  ...frame,
  ...lists,
  ...plans,
  ...restores,
  ...runs,
  ...stored,
};
export type Words = typeof en;
