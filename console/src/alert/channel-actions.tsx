import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useNavigate } from "react-router";
import type { removeAlertChannel } from "../../../shared/contract/alert-routes.ts";
import type { ChannelAnswer } from "../../../shared/contract/alerts.ts";
import type { ApiError } from "../api/client.ts";
import { addressOf } from "../api/route-types.ts";
import { useClient } from "../api/use-api.ts";
import { ConfirmDialog } from "../run/confirm-dialog.tsx";
import { channelsPage } from "../runs/addresses.ts";
import { useAlertWords } from "./alert-words.ts";
import { ChannelForm } from "./channel-form.tsx";

interface ChannelActionsProps {
  readonly ws: string;
  readonly channel: ChannelAnswer;
  readonly channels: readonly ChannelAnswer[];
}

const path: (typeof removeAlertChannel)["path"] = "/api/workspaces/{ws}/channels/{channel}";

/** What a person who manages alerts may do with a channel. */
export function ChannelActions({ ws, channel, channels }: ChannelActionsProps) {
  const { words } = useAlertWords();
  const [isEditing, setEditing] = useState(false);
  const [isRemoving, setRemoving] = useState(false);
  const remove = useRemove(ws, channel.id);
  return (
    <>
      <SpaceBetween direction="horizontal" size="xs">
        <Button onClick={() => setEditing(true)}>{words.channel.edit}</Button>
        <Button onClick={() => setRemoving(true)}>{words.channel.remove}</Button>
      </SpaceBetween>
      {isEditing && <ChannelForm ws={ws} channel={channel} channels={channels} onClose={() => setEditing(false)} />}
      {isRemoving && (
        <ConfirmDialog
          about={channel.name}
          action={{ label: words.channel.remove, consequence: words.channel.removeMeans, requiresNote: false }}
          isPending={remove.isPending}
          error={remove.error}
          onClose={() => {
            setRemoving(false);
            remove.reset();
          }}
          onConfirm={() => remove.mutate()}
        />
      )}
    </>
  );
}

/** Removes a channel and leaves its page, before that is asked for again and not found. */
function useRemove(ws: string, channel: string) {
  const client = useClient();
  const queries = useQueryClient();
  const navigate = useNavigate();
  return useMutation<unknown, ApiError>({
    mutationFn: () => client.write(addressOf(path, { ws, channel }), { method: "DELETE" }),
    async onSuccess() {
      navigate(channelsPage(ws));
      await queries.invalidateQueries({ refetchType: "none" });
    },
  });
}
