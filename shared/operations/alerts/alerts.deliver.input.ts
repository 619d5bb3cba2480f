import * as z from "zod";

export const deliverInput = z.strictObject({
  channelId: z.string().regex(/^[0-9A-Z]{26}$/),
});
export type DeliverInput = z.infer<typeof deliverInput>;
