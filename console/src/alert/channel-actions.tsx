import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useNavigate } from "react-router";
import type { removeAlertChannel, testAlertChannel } from "../../../shared/contract/alert-routes.ts";
import type { ChannelAnswer } from "../../../shared/contract/alerts.ts";
import { type ApiError, isRefusal } from "../api/client.ts";
import { addressOf } from "../api/route-types.ts";
import { useClient, useWrite } from "../api/use-api.ts";
import { ConfirmDialog } from "../run/confirm-dialog.tsx";
import { channelsPage } from "../runs/addresses.ts";
import { useSayStarted } from "../start/use-say-started.ts";
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
  const [isTesting, setTesting] = useState(false);
  const remove = useRemove(ws, channel.id);
  return (
    <>
      <SpaceBetween direction="horizontal" size="xs">
        <Button onClick={() => setTesting(true)}>{words.channel.test}</Button>
        <Button onClick={() => setEditing(true)}>{words.channel.edit}</Button>
        <Button onClick={() => setRemoving(true)}>{words.channel.remove}</Button>
      </SpaceBetween>
      {isTesting && <TestDialog ws={ws} channel={channel} onClose={() => setTesting(false)} />}
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

interface TestDialogProps extends Pick<ChannelActionsProps, "ws" | "channel"> {
  onClose(): void;
}

/** Starts a delivery that begins with a test message. */
function TestDialog({ ws, channel, onClose }: TestDialogProps) {
  const { words } = useAlertWords();
  const sayStarted = useSayStarted();
  // One key per start, so that a repeated click starts nothing twice.
  const [idempotencyKey, setIdempotencyKey] = useState<string>(() => crypto.randomUUID());
  const test = useWrite<typeof testAlertChannel>("POST", `${path}/test`);
  return (
    <ConfirmDialog
      about={channel.name}
      action={{ label: words.channel.test, consequence: words.channel.testMeans, requiresNote: false }}
      isPending={test.isPending}
      error={test.error}
      onClose={onClose}
      onConfirm={() =>
        test.mutate(
          { parameters: { ws, channel: channel.id }, idempotencyKey, onAnswered: (answer) => sayStarted(answer) },
          {
            onSuccess: onClose,
            onError(error) {
              if (isRefusal(error)) setIdempotencyKey(crypto.randomUUID());
            },
          },
        )
      }
    />
  );
}

/** Removes a channel and leaves its page; its deliveries, which are not found any more, are not asked for again. */
function useRemove(ws: string, channel: string) {
  const client = useClient();
  const queries = useQueryClient();
  const navigate = useNavigate();
  return useMutation<unknown, ApiError>({
    mutationFn: () => client.write<typeof removeAlertChannel>("DELETE", path, { parameters: { ws, channel } }),
    async onSuccess() {
      navigate(channelsPage(ws));
      const own = addressOf(path, { ws, channel });
      await queries.invalidateQueries({ predicate: ({ queryKey }) => !String(queryKey[0]).startsWith(own) });
    },
  });
}
