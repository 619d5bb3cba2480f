/** What a person may choose for the console, by setting. */
export const settingChoices = {
  locale: ["en", "de"],
  theme: ["light", "dark"],
  density: ["comfortable", "compact"],
} as const;
