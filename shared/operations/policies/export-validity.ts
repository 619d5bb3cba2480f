/** How long an export of policies can be downloaded, in days. */
export const exportValidDays = 7;
