import type * as z from "zod";
import type { count } from "../../../shared/contract/tabs.ts";
import { useLanguage } from "../words/language.tsx";

/** A number of runs; one that was not counted to its end says so. */
export function Counted({ count: { value, capped } }: { readonly count: z.infer<typeof count> }) {
  const { formats } = useLanguage();
  return `(${formats.number(value)}${capped ? "+" : ""})`;
}
