import { Webhook } from "standardwebhooks";
import * as z from "zod";

/** One message that a local target received. */
export interface ReceivedMessage {
  readonly at: string;
  /** The identity of a webhook's message, by which receivers drop repeats; null where none is sent. */
  readonly id: string | null;
  readonly kind: "webhook" | "slack" | "teams" | "email";
  /** The path of the target, or the recipients. */
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** Whether the signature was verified; null where none is sent. */
  readonly isVerified: boolean | null;
}

/** An HTTP request that the sink received. */
export interface SinkRequest {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const messagesMax = 200;
const webhookBody = z.object({ type: z.string(), data: z.object({ title: z.string(), text: z.string() }) });
const slackBody = z.object({
  text: z.string(),
  blocks: z.array(z.object({ text: z.object({ text: z.string() }) })),
});
const teamsBody = z.object({
  attachments: z.array(z.object({ content: z.object({ body: z.array(z.object({ text: z.string() })) }) })),
});
/** `SendEmail` of SES v2. */
const sendEmail = z.object({
  FromEmailAddress: z.string(),
  Destination: z.object({ ToAddresses: z.array(z.string()) }),
  Content: z.object({
    Simple: z.object({
      Subject: z.object({ Data: z.string() }),
      Body: z.object({ Text: z.object({ Data: z.string() }) }),
    }),
  }),
});

/** What local targets received, the newest first; in memory only. */
export function createReceivedMessages(now: () => Date, signingSecrets: () => readonly string[]) {
  let messages: readonly ReceivedMessage[] = [];
  const add = ({ id = null, ...message }: Omit<ReceivedMessage, "at" | "id"> & { readonly id?: string | null }) => {
    messages = [{ at: now().toISOString(), id, ...message }, ...messages].slice(0, messagesMax);
  };

  return {
    list: () => messages,

    empty(): void {
      messages = [];
    },

    /** Adds a message by the shape of its target. False when it has another one. */
    receive({ path, headers, body }: SinkRequest): boolean {
      const json = jsonOf(body);
      const [, kind] = path.split("/");
      const webhook = kind === "webhook" ? webhookBody.safeParse(json).data : undefined;
      const slack = kind === "slack" ? slackBody.safeParse(json).data : undefined;
      const teams = kind === "teams" ? teamsBody.safeParse(json).data : undefined;
      if (webhook !== undefined) {
        const { title, text } = webhook.data;
        const id = headers["webhook-id"] ?? null;
        add({ id, kind: "webhook", to: path, subject: title, text, isVerified: isVerified(headers, body) });
      } else if (slack !== undefined) {
        const text = slack.blocks.map((block) => block.text.text).join("\n\n");
        add({ kind: "slack", to: path, subject: slack.text, text, isVerified: null });
      } else if (teams !== undefined) {
        const [subject = "", ...texts] = teams.attachments.flatMap(({ content }) =>
          content.body.map(({ text }) => text),
        );
        add({ kind: "teams", to: path, subject, text: texts.join("\n"), isVerified: null });
      }
      return (webhook ?? slack ?? teams) !== undefined;
    },

    /** Adds the mail of a `SendEmail` request. Throws a `ZodError` for another shape. */
    receiveMail(input: unknown): void {
      const { Destination, Content } = sendEmail.parse(input);
      const { Subject, Body } = Content.Simple;
      const to = Destination.ToAddresses.join(", ");
      add({ kind: "email", to, subject: Subject.Data, text: Body.Text.Data, isVerified: null });
    },
  };

  function isVerified(headers: SinkRequest["headers"], body: string): boolean {
    return signingSecrets().some((secret) => {
      try {
        new Webhook(secret).verify(body, { ...headers });
        return true;
      } catch {
        return false;
      }
    });
  }
}
export type ReceivedMessages = ReturnType<typeof createReceivedMessages>;

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
