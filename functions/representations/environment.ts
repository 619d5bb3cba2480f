import type * as z from "zod";
import type { EnvironmentPlace } from "../../shared/access/access-store.ts";
import type { environment } from "../../shared/contract/people.ts";

/** An environment as its readers see it. */
export function environmentAnswerOf({ id, name, approval }: EnvironmentPlace, isArchived: boolean) {
  const answer: z.input<typeof environment> = { id, name, isArchived, approval: approval ?? null };
  return answer;
}
