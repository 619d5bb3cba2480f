import { frame } from "./en/frame.ts";
import { runs } from "./en/runs.ts";
import { stored } from "./en/stored.ts";

/** The words of the console's own controls. What is said about runs comes from the API and stands nowhere here. */
export const en = { ...frame, ...runs, ...stored };
export type Words = typeof en;
