import type { PlatformCapability } from "../../shared/access/capabilities.ts";
import type { People } from "../../shared/access/people-store.ts";
import { notFound, ProblemError } from "../../shared/errors.ts";
import type { Caller } from "./caller.ts";

/** What the caller may do on the platform plane. Throws the one 404 when the plane is not there for them. */
export async function platformOr404(people: Pick<People, "findPlatform">, caller: Caller) {
  const held = await people.findPlatform(caller.sub);
  if (held === undefined) throw notFound();
  return held;
}

/** Throws 403. To be asked after everything that answers 404. */
export function needPlatform(held: readonly PlatformCapability[], capability: PlatformCapability): void {
  if (held.includes(capability)) return;
  throw new ProblemError("capability_missing", { detail: `This needs the capability ${capability}.` });
}
