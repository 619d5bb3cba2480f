/** The name of a new backup set whose start gave none: the time of the request, to the minute. */
export function defaultSetName(createdAt: string): string {
  return `Backup ${createdAt.slice(0, 16).replace("T", " ")} UTC`;
}

/** The holder of the bodies that a backup set contains. */
export const holderOfSet = (setId: string): string => `backup-set:${setId}`;
