import { loadOnce } from "../../../shared/foundation/load-once.ts";
import type { SendMail } from "./mail.ts";

/** Mail from one sender, loaded on first use. A deployment without a sender sends none. */
export function lazyMail(from: string): SendMail {
  const send = loadOnce(async () => (await import("./send-mail.ts")).createSendMail(from));
  return async (mail, signal) => (from === "" ? "not_set_up" : (await send())(mail, signal));
}
