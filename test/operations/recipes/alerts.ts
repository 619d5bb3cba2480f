import { createAlertChannels } from "../../../shared/records/alert-channels.ts";
import { createAlerts } from "../../../shared/records/alerts.ts";
import { scope } from "../operation-world.ts";
import type { Recipes } from "./recipe.ts";

const channelId = "01CHANNE100000000000000001";
const person = { id: "manager", name: "manager" };

export const alertRecipes: Recipes = {
  "alerts.deliver": {
    /** An alert that its channel was not sent yet. */
    async start(world, round) {
      const { workspaceId, environmentId } = scope;
      const now = world.clock.now();
      const fields = { changedBy: person, changedAt: now.toISOString() };
      await createAlertChannels(world).create(
        workspaceId,
        channelId,
        {
          ...{ name: "Tickets", kind: "webhook", url: "https://hooks.example.org/alerts", locale: "en", ...fields },
          secretName: `runtruth/test/${workspaceId}/_channels/tickets`,
        },
        () => ({ item: { pk: "AUDIT", sk: "channel" } }),
      );
      const facts = { cause: "failed", since: now.toISOString(), environmentId, type: "policy.sync" } as const;
      const opened = { facts, channelIds: [channelId] };
      await createAlerts(world).openNew(workspaceId, `run:${environmentId}:policy.sync:${round}`, opened, now);
      return world.claimed("alerts.deliver", { channelId });
    },
    leastWrites: 3,
    ofWorkspace: true,
    provider: "nothing",
    choices: () => ({ channelId: [channelId, "01CHANNE100000000000000002"] }),
  },
};
