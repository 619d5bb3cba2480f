import * as z from "zod";

/** A value of an environment variable that contains JSON; `{}` when it is not set. `form` names what it must be. */
export const jsonVariable = <Value>(value: z.ZodType<Value>, form: string) =>
  z
    .string()
    .default("{}")
    .transform((text, context): unknown => {
      try {
        return JSON.parse(text);
      } catch {
        context.addIssue({ code: "custom", message: `must be JSON: ${form}` });
        return z.NEVER;
      }
    })
    .pipe(value);
