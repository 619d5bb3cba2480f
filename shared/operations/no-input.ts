import * as z from "zod";

/** Start input of operations without options. */
export const noInput = z.strictObject({});
