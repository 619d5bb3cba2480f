/** Least width of a column of facts, in pixels, which the longest German word fits: on a phone there is one column. */
export const factWidthMin = 180;
