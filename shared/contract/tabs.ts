import * as z from "zod";
import { problemClasses, tabs } from "../run/verdicts.ts";

export const tab = z.enum(tabs);

/** A number of runs; `capped` says that there may be more. */
export const count = z.strictObject({ value: z.int().min(0), capped: z.boolean() });

/** A list of the hub by its filters: `GET …/operations` with these parameters is exactly what was counted. */
export const listLink = z.strictObject({
  tab,
  environmentId: z.string().optional(),
  problemClass: z.enum(problemClasses).optional(),
});

/** A number with the list it counts. For the same caller the list has that many runs, unless it is capped. */
export const countedList = count.extend({ list: listLink });
