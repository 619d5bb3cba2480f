import { baselines } from "./de/baselines.ts";
import { frame } from "./de/frame.ts";
import { lists } from "./de/lists.ts";
import { plans } from "./de/plans.ts";
import { restores } from "./de/restores.ts";
import { runs } from "./de/runs.ts";
import { stored } from "./de/stored.ts";
import type { Words } from "./en.ts";

export const de: Words = {
  ...baselines,
  ...frame,
  ...lists,
  ...plans,
  ...restores,
  ...runs,
  ...stored,
};
