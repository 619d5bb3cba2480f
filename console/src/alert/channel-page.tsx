import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import { useParams } from "react-router";
import type { listAlertChannels } from "../../../shared/contract/alert-routes.ts";
import type { ChannelAnswer } from "../../../shared/contract/alerts.ts";
import { useRead } from "../api/use-api.ts";
import { Answered } from "../parts/answered.tsx";
import { AppLink } from "../parts/app-link.tsx";
import { NotFound } from "../parts/dead-ends.tsx";
import { factWidthMin } from "../parts/fact-width.ts";
import { Page } from "../parts/page.tsx";
import { StateBadge } from "../parts/state-badge.tsx";
import { Time } from "../parts/time.tsx";
import { channelPage, runPage } from "../runs/addresses.ts";
import { useWorkspace } from "../shell/me.tsx";
import { useAlertWords } from "./alert-words.ts";
import { ChannelActions } from "./channel-actions.tsx";
import { Deliveries } from "./deliveries.tsx";

/** One channel: how it delivers, where it sends, and what its deliveries became. */
export function ChannelPage() {
  const { ws = "", channel: id = "" } = useParams();
  const { words } = useAlertWords();
  const mayManage = useWorkspace(ws).can("tenant.alerts.manage");
  const query = useRead<typeof listAlertChannels>("/api/workspaces/{ws}/channels", { ws });
  return (
    <Answered query={query} id={id} title={words.channel.one}>
      {({ items }) => {
        const channel = items.find((one) => one.id === id);
        if (channel === undefined) return <NotFound id={id} />;
        return (
          <Page
            title={channel.name}
            description={
              <>
                <StateBadge state={channel.state} /> · {words.channel.kinds[channel.kind]}
              </>
            }
            actions={mayManage && <ChannelActions ws={ws} channel={channel} channels={items} />}
          >
            <Container header={<Header variant="h2">{channel.text}</Header>}>
              <Facts ws={ws} channel={channel} channels={items} />
            </Container>
            <Deliveries ws={ws} channel={id} />
          </Page>
        );
      }}
    </Answered>
  );
}

interface FactsProps {
  readonly ws: string;
  readonly channel: ChannelAnswer;
  readonly channels: readonly ChannelAnswer[];
}

function Facts({ ws, channel, channels }: FactsProps) {
  const { words, formats } = useAlertWords();
  const { url, secretName, to, locale, fallbackId, failures, failingSince, nextTryAt, lastRunId, changedBy } = channel;
  const fallback = channels.find(({ id }) => id === fallbackId);
  return (
    <KeyValuePairs
      minColumnWidth={factWidthMin}
      columns={3}
      items={[
        ...(url === null ? [] : [{ label: words.channel.url, value: <span className="id">{url}</span> }]),
        ...(secretName === null
          ? [{ label: words.channel.to, value: to.join(", ") }]
          : [{ label: words.channel.secretName, value: <span className="id">{secretName}</span> }]),
        { label: words.channel.locale, value: words.shell.languages[locale] },
        {
          label: words.channel.fallback,
          value:
            fallbackId === null ? (
              words.channel.everyOther
            ) : (
              <AppLink href={channelPage(ws, fallbackId)}>{fallback?.name ?? fallbackId}</AppLink>
            ),
        },
        { label: words.channel.failures, value: formats.number(failures) },
        ...(failingSince === null ? [] : [{ label: words.channel.failingSince, value: <Time at={failingSince} /> }]),
        ...(nextTryAt === null ? [] : [{ label: words.channel.nextTry, value: formats.absolute(nextTryAt) }]),
        ...(lastRunId === null
          ? []
          : [
              {
                label: words.channel.lastRun,
                value: <AppLink href={runPage(ws, lastRunId)}>{words.channel.openRun}</AppLink>,
              },
            ]),
        {
          label: words.channel.changed,
          value: (
            <>
              <Time at={channel.changedAt} /> {words.channel.changedBy(changedBy.name)}
            </>
          ),
        },
      ]}
    />
  );
}
