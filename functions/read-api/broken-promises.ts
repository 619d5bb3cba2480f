import type * as z from "zod";
import type { Member } from "../../shared/access/member.ts";
import type { brokenPromises } from "../../shared/contract/promises.ts";
import { type Locale, wordsOf } from "../../shared/presenter/locale.ts";
import { promisesUnreadOf } from "../../shared/presenter/promise-words.ts";
import { cellAnswerOf } from "../representations/promise.ts";
import type { ExplainBroken } from "./promise-causes.ts";
import type { PromiseReading } from "./promise-reader.ts";

/** Broken promises as an attention item of another page; null without one. The count equals its list. */
export async function brokenPromisesOf(
  { reading, explainBroken }: { readonly reading: PromiseReading; readonly explainBroken: ExplainBroken },
  member: Member,
  itemsMax: number,
  now: Date,
  locale: Locale,
  environmentId?: string,
): Promise<z.input<typeof brokenPromises> | null> {
  const broken = reading.cells.filter(({ cell }) => cell.state === "broken");
  if (broken.length === 0) return null;
  const shown = broken.slice(0, itemsMax);
  const whyOf = await explainBroken(member, shown, locale);
  return {
    cause: "promise_broken",
    ...wordsOf(locale).promises.cause,
    count: {
      value: broken.length,
      capped: promisesUnreadOf(reading.counts, locale) !== null,
      list: { state: "broken", ...(environmentId !== undefined && { environmentId }) },
    },
    items: shown.map((one) => ({
      ...cellAnswerOf(one, whyOf(one), now, locale),
      promise: one.promise.name,
      environment: one.environment.name,
    })),
  };
}
