import { existsSync } from "node:fs";
import path from "node:path";
import type { TestContext } from "vitest";
import { repositoryRoot } from "../../local/config.ts";

/**
 * Returns the folder with policies that a real tenant exported, one file each, or skips the test where they are not.
 *
 * They are no part of the repository, so their absence is never an error: it says nothing about the machine.
 */
export function exportedPolicies({ skip }: Pick<TestContext, "skip">): string {
  const folder = path.resolve(repositoryRoot, "..", "shared", "data", "device-management");
  if (!existsSync(folder)) skip(`not run: there is no export of policies at ${folder}`);
  return folder;
}
