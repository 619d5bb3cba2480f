import * as z from "zod";

/** The object that lists the files of the last release. */
export const listName = "release-files.json";

/** The files of a stored release list. */
export function releaseOf(text: string): string[] {
  return z.array(z.string()).parse(JSON.parse(text));
}

interface Releases {
  /** All files in the bucket. */
  readonly stored: readonly string[];
  /** The files of the release before this one; undefined when its list is missing. */
  readonly previous: readonly string[] | undefined;
  readonly current: readonly string[];
}

/**
 * The files that neither of the two newest releases uses. Without the list of the previous one nothing is deleted,
 * because an open page may still load any stored file.
 */
export function filesToDelete({ stored, previous, current }: Releases): string[] {
  if (previous === undefined) return [];
  const used = new Set([...previous, ...current, listName]);
  return stored.filter((file) => !used.has(file));
}
