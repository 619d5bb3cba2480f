import type { PlatformCapability } from "../../shared/access/capabilities.ts";
import type { People } from "../../shared/access/people-store.ts";
import type { Caller } from "./caller.ts";
import { notFound, ProblemError } from "./errors.ts";

/** The caller's platform capabilities. Throws the common 404 when they have no access to the platform plane. */
export async function platformOr404(people: Pick<People, "findPlatform">, caller: Caller) {
  const capabilities = await people.findPlatform(caller.sub);
  if (capabilities === undefined) throw notFound();
  return capabilities;
}

/** Throws 403 without the capability. Call it after every check that answers 404. */
export function needPlatform(capabilities: readonly PlatformCapability[], capability: PlatformCapability): void {
  if (capabilities.includes(capability)) return;
  throw new ProblemError("capability_missing", { detail: `This requires the capability ${capability}.` });
}
