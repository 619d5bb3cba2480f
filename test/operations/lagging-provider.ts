import * as z from "zod";
import { type Script, sendJson } from "../provider/scripted-provider.ts";

const document = z.looseObject({ id: z.string(), v: z.unknown() });
export type Document = z.infer<typeof document>;

export interface Lag {
  /** So many reads of a changed policy show it as it was. */
  reads: number;
  /** So many lists do not show a policy that was made. */
  lists: number;
  /** What happens to the answer of a policy that was made. */
  onMade: (socket: { destroy(): unknown }) => boolean;
}

/** A provider that holds device configurations; reads may lag some requests behind writes. */
export function holding(held: Map<string, Document>, lag: Lag): Script {
  let created = 0;
  let before: Document | undefined;
  let stale = 0;
  return ({ method, path, body }, response) => {
    const { pathname } = new URL(path, "http://provider.test");
    const [collection = "", id] = pathname.replace("/beta/deviceManagement/", "").split("/");
    if (collection !== "deviceConfigurations") return sendJson(response, 200, { value: [] });
    if (method === "POST") {
      created += 1;
      const made = { ...document.omit({ id: true }).parse(JSON.parse(body)), id: `new-${created}` };
      held.set(made.id, document.parse(made));
      if (lag.onMade(response)) return;
      return sendJson(response, 201, made);
    }
    if (id === undefined) {
      const isShown = (one: Document) => !one.id.startsWith("new-") || lag.lists <= 0;
      const value = [...held.values()].filter(isShown);
      if (created > 0) lag.lists -= 1;
      return sendJson(response, 200, { value });
    }
    const now = held.get(id);
    if (method === "PATCH") {
      before = now;
      stale = lag.reads;
      held.set(id, document.parse({ ...now, ...JSON.parse(body), id }));
      return sendJson(response, 200, {});
    }
    if (stale > 0 && before?.id === id) {
      stale -= 1;
      return sendJson(response, 200, before);
    }
    return now === undefined ? sendJson(response, 404, {}) : sendJson(response, 200, now);
  };
}

export const policy = (id: string, v: number): Document => ({
  id,
  "@odata.type": "#t",
  displayName: `Policy ${id}`,
  v,
});
