/** How long a review pack can be downloaded, in days: longer than the 30 days of the evidence inside it. */
export const packValidDays = 90;
