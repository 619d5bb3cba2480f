import { isSettingId } from "../../shared/contract/alerts.ts";
import type { AlertChannel, AlertChannels } from "../../shared/records/alert-channels.ts";
import { notFound } from "./errors.ts";

/** The stored channel. Throws the common 404 for one that is absent or was ended. */
export async function channelOr404(
  channels: Pick<AlertChannels, "find">,
  workspaceId: string,
  id: string,
): Promise<AlertChannel> {
  const channel = isSettingId(id) ? await channels.find(workspaceId, id) : undefined;
  if (channel === undefined) throw notFound();
  return channel;
}
