import * as z from "zod";

export const deliverInput = z.strictObject({
  channelId: z.string().regex(/^[0-9A-Z]{26}$/),
  /** A person asked for a test message; it is sent before what is owed. */
  isTest: z.literal(true).optional(),
});
export type DeliverInput = z.infer<typeof deliverInput>;
