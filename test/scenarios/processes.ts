import { readdirSync, readFileSync } from "node:fs";
import { type Missing, skipIfMissing } from "../support/skip-if-missing.ts";

/** Whether a process with this id exists. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** All descendants of a process. */
export function descendantsOf(pid: number): readonly number[] {
  const parents = parentOfEach();
  const children = [...parents].filter(([, parent]) => parent === pid).map(([child]) => child);
  return children.flatMap((child) => [child, ...descendantsOf(child)]);
}

function parentOfEach(): ReadonlyMap<number, number> {
  const { ids } = skipIfMissing(processIds());
  return new Map(
    ids.flatMap((id) => {
      const parent = parentOf(id);
      return parent === undefined ? [] : [[id, parent] as const];
    }),
  );
}

function processIds(): { readonly ids: readonly number[] } | Missing {
  try {
    return { ids: readdirSync("/proc").map(Number).filter(Number.isInteger) };
  } catch {
    return { missing: "this system does not list its processes in /proc" };
  }
}

function parentOf(id: number): number | undefined {
  try {
    // The format is "id (name) state parent …", and the name may contain any character.
    return Number(readFileSync(`/proc/${id}/stat`, "utf8").split(") ").at(-1)?.split(" ")[1]);
  } catch {
    // The process has exited since it was listed.
    return undefined;
  }
}
