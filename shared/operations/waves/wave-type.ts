/** The operation type of a wave. */
export const waveType = "operations.wave";
