import * as z from "zod";

/** Slots are at least this far apart, in seconds: the schedule clock runs once a minute and a start takes its time. */
export const intervalSecondsMin = 300;
/** A year. */
export const intervalSecondsMax = 31_536_000;
export const cronLengthMax = 100;

/** When work is due: at the local times of a cron expression, or every so many seconds since an instant. */
export const rule = z.union([
  z.strictObject({ cron: z.string().max(cronLengthMax), timeZone: z.string().max(60) }),
  z.strictObject({
    everySeconds: z.int().min(intervalSecondsMin).max(intervalSecondsMax).multipleOf(60),
    /** A slot; all others are whole intervals before or after it. */
    anchor: z.iso.datetime(),
  }),
]);
export type Rule = z.infer<typeof rule>;
