import type { Schedule } from "../records/schedules.ts";

/**
 * Whether a schedule may start work in an environment. One for a broken promise concerns all of them, because any of them
 * may break it.
 */
export function concerns(
  { environmentId, wave }: Pick<Schedule, "environmentId" | "wave">,
  environment: string,
): boolean {
  if (wave === undefined) return environmentId === environment;
  return !("environmentIds" in wave.targets) || wave.targets.environmentIds.includes(environment);
}
