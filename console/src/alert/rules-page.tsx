import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Table, { type TableProps } from "@cloudscape-design/components/table";
import { useState } from "react";
import { useParams } from "react-router";
import type { listAlertChannels, listAlertRules, removeAlertRule } from "../../../shared/contract/alert-routes.ts";
import type { RuleAnswer } from "../../../shared/contract/alerts.ts";
import { useRead, useWrite } from "../api/use-api.ts";
import { Answered } from "../parts/answered.tsx";
import { Page } from "../parts/page.tsx";
import { useCramped } from "../parts/use-narrow.ts";
import { ConfirmDialog } from "../run/confirm-dialog.tsx";
import { usePlaceNames } from "../runs/place-name.tsx";
import { useWorkspace } from "../shell/me.tsx";
import { useAlertWords } from "./alert-words.ts";
import { RowActions } from "./row-actions.tsx";
import { RuleForm } from "./rule-form.tsx";

/** The rules that turn causes into alerts. */
export function AlertRulesPage() {
  const { ws = "" } = useParams();
  const { words } = useAlertWords();
  const { can } = useWorkspace(ws);
  const [edited, setEdited] = useState<RuleAnswer | "new">();
  const [ending, setEnding] = useState<RuleAnswer>();
  const query = useRead<typeof listAlertRules>("/api/workspaces/{ws}/alert-rules", { ws }, { isMain: true });
  const { data: channels } = useRead<typeof listAlertChannels>("/api/workspaces/{ws}/channels", { ws });
  const remove = useWrite<typeof removeAlertRule>("DELETE", "/api/workspaces/{ws}/alert-rules/{rule}");
  const mayManage = can("tenant.alerts.manage");
  const channelNames = new Map(channels?.items.map(({ id, name }) => [id, name]));
  // Only a list that was read whole shows that a channel was removed.
  const otherName = (id: string) => (channels?.unread === null ? words.alert.removedChannel : id);
  const nameOfChannel = (id: string) => channelNames.get(id) ?? otherName(id);
  const columns = useColumns({
    ws,
    nameOfChannel,
    ...(mayManage && {
      actions: (rule) => (
        <RowActions
          name={rule.name}
          edit={{ label: words.rule.edit, onClick: () => setEdited(rule) }}
          remove={{ label: words.rule.remove, onClick: () => setEnding(rule) }}
        />
      ),
    }),
  });
  const close = () => {
    setEnding(undefined);
    remove.reset();
  };
  return (
    <Answered query={query} id={ws} title={words.rule.all}>
      {({ items, unread }) => (
        <Page
          title={words.rule.all}
          actions={
            mayManage && (
              <Button variant="primary" onClick={() => setEdited("new")}>
                {words.rule.create}
              </Button>
            )
          }
        >
          {unread !== null && <Alert type="warning">{unread}</Alert>}
          <Table
            items={items}
            trackBy="id"
            wrapLines
            contentDensity="compact"
            ariaLabels={{ tableLabel: words.rule.all }}
            empty={<Box textAlign="center">{unread === null ? words.rule.none : unread}</Box>}
            columnDefinitions={columns}
          />
          {edited !== undefined && (
            <RuleForm
              ws={ws}
              channels={channels?.items ?? []}
              nameOfChannel={nameOfChannel}
              {...(edited !== "new" && { rule: edited })}
              onClose={() => setEdited(undefined)}
            />
          )}
          {ending !== undefined && (
            <ConfirmDialog
              about={ending.name}
              action={{ label: words.rule.remove, consequence: words.rule.removeMeans, requiresNote: false }}
              isPending={remove.isPending}
              error={remove.error}
              onClose={close}
              onConfirm={() => remove.mutate({ parameters: { ws, rule: ending.id } }, { onSuccess: close })}
            />
          )}
        </Page>
      )}
    </Answered>
  );
}

interface ColumnsOptions {
  readonly ws: string;
  nameOfChannel(id: string): string;
  /** Absent for readers who may change nothing. */
  readonly actions?: (rule: RuleAnswer) => React.ReactNode;
}

function useColumns({ ws, nameOfChannel, actions }: ColumnsOptions): TableProps.ColumnDefinition<RuleAnswer>[] {
  const { words, formats } = useAlertWords();
  const isCramped = useCramped();
  const nameOf = usePlaceNames(ws);
  const causes = ({ causes: all }: RuleAnswer) => all.map((cause) => words.rule.causeNames[cause]).join(", ");
  const places = ({ environments }: RuleAnswer) =>
    environments === "all" ? words.shell.allEnvironments : environments.map(nameOf).join(", ");
  const after = ({ afterSeconds }: RuleAnswer) =>
    afterSeconds === 0 ? words.rule.atOnce : formats.duration(afterSeconds);
  const channels = ({ channelIds }: RuleAnswer) =>
    channelIds.length === 0 ? words.rule.listedOnly : channelIds.map(nameOfChannel).join(", ");
  if (isCramped) {
    return [
      {
        id: "name",
        header: words.rule.one,
        isRowHeader: true,
        cell: (rule) => (
          <div className="run-lines">
            {rule.name}
            <span>{causes(rule)}</span>
            <span>
              {places(rule)} · {words.rule.after}: {after(rule)}
            </span>
            <span>
              {words.rule.channels}: {channels(rule)}
            </span>
            {actions?.(rule)}
          </div>
        ),
      },
    ];
  }
  return [
    { id: "name", header: words.rule.name, isRowHeader: true, width: 200, cell: ({ name }) => name },
    { id: "causes", header: words.rule.causes, cell: causes },
    { id: "environments", header: words.rule.environments, cell: places },
    { id: "after", header: words.rule.after, width: 130, cell: after },
    { id: "channels", header: words.rule.channels, cell: channels },
    ...(actions === undefined ? [] : [{ id: "actions", header: words.alert.actions, width: 170, cell: actions }]),
  ];
}
