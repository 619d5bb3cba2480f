/** A text message to people; every recipient sees the others. */
export interface Mail {
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
}

/** Why a message was not accepted. */
export type MailFault = "refused" | "throttled" | "unreachable" | "not_set_up";

/** Sends a message; undefined when it was accepted. After a lost answer it may have been sent. */
export type SendMail = (mail: Mail, signal: AbortSignal) => Promise<MailFault | undefined>;
