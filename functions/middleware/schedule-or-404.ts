import { type Member, sees } from "../../shared/access/member.ts";
import { isId } from "../../shared/foundation/ids.ts";
import type { FoundSchedule, Schedules } from "../../shared/records/schedules.ts";
import { notFound } from "./errors.ts";

type Found = Extract<FoundSchedule, { kind: "schedule" }>;

/**
 * The stored schedule. Throws the common 404 for one that is absent, removed, of a newer version, or of an environment
 * that the member does not see.
 */
export async function scheduleOr404(schedules: Pick<Schedules, "find">, member: Member, id: string): Promise<Found> {
  const found = isId(id) ? await schedules.find(member.workspace.id, id) : undefined;
  return seenOr404(found, member);
}

/** The same for one that may have been removed. */
export async function anyScheduleOr404(schedules: Pick<Schedules, "findAny">, member: Member, id: string) {
  const found = isId(id) ? await schedules.findAny(member.workspace.id, id) : undefined;
  return { ...seenOr404(found, member), isRemoved: found?.isRemoved === true };
}

function seenOr404(found: FoundSchedule | undefined, member: Member): Found {
  if (found?.kind !== "schedule" || !sees(member, found.schedule.environmentId)) throw notFound();
  return found;
}
