import { SESv2Client, SendEmailCommand } from "@aws-sdk/client-sesv2";
import { clientLimits } from "../../middleware/client-limits.ts";
import type { MailFault, SendMail } from "./mail.ts";
import { answerMillisMax } from "./outbound-call.ts";

/** What SES answers when the account or the message is at fault; a repetition changes nothing. */
const faults: Readonly<Record<string, MailFault>> = {
  BadRequestException: "refused",
  MessageRejected: "refused",
  MailFromDomainNotVerifiedException: "refused",
  NotFoundException: "refused",
  AccountSuspendedException: "refused",
  SendingPausedException: "refused",
  AccessDeniedException: "refused",
  TooManyRequestsException: "throttled",
  LimitExceededException: "throttled",
};

/** SES has no idempotency token, so the SDK repeats nothing: the channel tries again after its own waiting time. */
const sesClient = () =>
  new SESv2Client({
    ...clientLimits,
    maxAttempts: 1,
    requestHandler: { ...clientLimits.requestHandler, requestTimeout: answerMillisMax },
  });

/** Sends mail by SES. Loaded on first use, because few runs send any. */
export function createSendMail(FromEmailAddress: string, client: SESv2Client = sesClient()): SendMail {
  return async ({ to, subject, text }, signal) => {
    const command = new SendEmailCommand({
      FromEmailAddress,
      Destination: { ToAddresses: [...to] },
      Content: {
        Simple: {
          Subject: { Data: subject, Charset: "UTF-8" },
          Body: { Text: { Data: text, Charset: "UTF-8" } },
        },
      },
    });
    try {
      await client.send(command, { abortSignal: signal });
      return undefined;
    } catch (error) {
      const name = error instanceof Error ? error.name : "";
      return (Object.hasOwn(faults, name) ? faults[name] : undefined) ?? "unreachable";
    }
  };
}
