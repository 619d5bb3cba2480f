/** What an operation is about, so that a catalogue can be read in groups; in the order it is shown. */
export const families = [
  "provider",
  "inventory",
  "directory",
  "policies",
  "posture",
  "baselines",
  "evidence",
  "reviews",
  "backups",
  "restores",
  "alerts",
  "operations",
] as const;
export type Family = (typeof families)[number];
