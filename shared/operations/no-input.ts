import * as z from "zod";

/** The start input of work that leaves its starter nothing to choose. */
export const noInput = z.strictObject({});
