/** The name of a new backup set whose start gave none. */
export function defaultSetName(createdAt: string): string {
  return `Backup ${createdAt.slice(0, 16).replace("T", " ")} UTC`;
}
