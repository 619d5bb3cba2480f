import type { SendMail } from "./mail.ts";

/** Mail from one sender, loaded on first use. A deployment without a sender sends none. */
export function lazyMail(from: string): SendMail {
  let loading: Promise<SendMail> | undefined;
  return async (mail, signal) => {
    if (from === "") return "not_set_up";
    loading ??= import("./send-mail.ts").then(({ createSendMail }) => createSendMail(from));
    return (await loading)(mail, signal);
  };
}
