/**
 * The host name of the local targets. It passes the rules for targets of alerts, and has no owner: the domain is
 * reserved for documentation.
 */
export const sinkHost = "alerts.local-sink.example.com";

/**
 * The public address to which the local network resolves that name. Connections to it lead to the sink, so nothing is
 * ever sent there.
 */
export const sinkAddress = { address: "8.8.8.8", family: 4 } as const;

/** The URL of a local Slack or Teams channel, or of a webhook. */
export const sinkUrl = (kind: string, name: string): string => `https://${sinkHost}/${kind}/${name}`;
