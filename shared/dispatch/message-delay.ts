/** The longest delay of a message that SQS accepts. */
export const delaySecondsMax = 900;
