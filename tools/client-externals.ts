/** Packages that the clients' own packages use where they are installed, and do without otherwise. */
export const clientExternals = ["supports-color"] as const;
