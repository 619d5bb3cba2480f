import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Table from "@cloudscape-design/components/table";
import TextFilter from "@cloudscape-design/components/text-filter";
import { useState } from "react";
import { useParams } from "react-router";
import type * as z from "zod";
import type { memberAnswer } from "../../../shared/contract/people.ts";
import type { listMembers, removeMember } from "../../../shared/contract/workspace-routes.ts";
import { useRead, useWrite } from "../api/use-api.ts";
import { Answered } from "../parts/answered.tsx";
import { Page } from "../parts/page.tsx";
import { Time } from "../parts/time.tsx";
import { useNarrow } from "../parts/use-narrow.ts";
import { ConfirmDialog } from "../run/confirm-dialog.tsx";
import { usePlaceNames } from "../runs/place-name.tsx";
import { useWorkspace } from "../shell/me.tsx";
import { useAccountWords } from "./account-words.ts";
import { MemberDialog } from "./member-dialog.tsx";

type Member = z.infer<typeof memberAnswer>;

/** Current and former members. */
export function MembersPage() {
  const { ws = "" } = useParams();
  const { words } = useAccountWords();
  const { can } = useWorkspace(ws);
  const query = useRead<typeof listMembers>("/api/workspaces/{ws}/members", { ws });
  const remove = useWrite<typeof removeMember>("DELETE", "/api/workspaces/{ws}/members/{user}");
  const [edited, setEdited] = useState<Member | "new">();
  const [leaving, setLeaving] = useState<Member>();
  const nameOf = usePlaceNames(ws);
  const isNarrow = useNarrow();
  const [text, setText] = useState("");
  const mayManage = can("tenant.members.manage");
  const placesOf = ({ environments }: Member) =>
    environments === "all" ? words.members.everywhere : environments.map(nameOf).join(", ");
  /** The role, and whose client or second account it is. */
  const roleOf = ({ roleLabel, kind, ownerId }: Member) =>
    ownerId === null ? roleLabel : `${roleLabel} · ${words.account.of[kind](ownerId)}`;
  const actions = (member: Member) =>
    member.removedAt === null ? (
      <SpaceBetween direction="horizontal" size="xs">
        <Button
          variant="inline-link"
          ariaLabel={`${words.members.change}: ${member.id}`}
          onClick={() => setEdited(member)}
        >
          {words.members.change}
        </Button>
        <Button
          variant="inline-link"
          ariaLabel={`${words.members.remove}: ${member.id}`}
          onClick={() => setLeaving(member)}
        >
          {words.members.remove}
        </Button>
      </SpaceBetween>
    ) : null;
  // Also for readers who may change no member: a former one must not look like one.
  const person = ({ id, removedAt }: Member) => (
    <div className="run-lines">
      <span>{id}</span>
      {removedAt !== null && (
        <Box color="text-body-secondary">
          {words.members.removed} <Time at={removedAt} />
        </Box>
      )}
    </div>
  );
  return (
    <Answered query={query} id={ws} title={words.nav.members}>
      {({ items }) => {
        const wanted = text.trim().toLowerCase();
        const shown = items.filter((member) =>
          `${member.id} ${roleOf(member)} ${placesOf(member)}`.toLowerCase().includes(wanted),
        );
        return (
          <Page
            title={words.nav.members}
            actions={
              mayManage && (
                <Button variant="primary" onClick={() => setEdited("new")}>
                  {words.members.add}
                </Button>
              )
            }
          >
            <Table
              items={shown}
              trackBy="id"
              wrapLines
              contentDensity="compact"
              filter={
                <TextFilter
                  filteringText={text}
                  filteringPlaceholder={words.members.find}
                  filteringAriaLabel={words.members.find}
                  countText={wanted === "" ? "" : words.members.found(shown.length)}
                  onChange={({ detail }) => setText(detail.filteringText)}
                />
              }
              empty={<Box textAlign="center">{words.members.noMatch}</Box>}
              ariaLabels={{ tableLabel: words.nav.members }}
              columnDefinitions={
                isNarrow
                  ? [
                      {
                        id: "id",
                        header: words.members.person,
                        isRowHeader: true,
                        cell: (member) => (
                          <div className="run-lines">
                            {person(member)}
                            <Box variant="small" color="text-body-secondary">
                              {roleOf(member)} · {placesOf(member)}
                            </Box>
                            {mayManage && actions(member)}
                          </div>
                        ),
                      },
                    ]
                  : [
                      { id: "id", header: words.members.person, isRowHeader: true, cell: person },
                      { id: "role", header: words.members.role, cell: roleOf },
                      { id: "environments", header: words.members.environments, cell: placesOf },
                      ...(mayManage ? [{ id: "actions", header: words.members.actions, cell: actions }] : []),
                    ]
              }
            />
            {edited !== undefined && (
              <MemberDialog
                ws={ws}
                member={edited === "new" ? undefined : edited}
                onClose={() => setEdited(undefined)}
              />
            )}
            {leaving !== undefined && (
              <ConfirmDialog
                about={leaving.id}
                action={{
                  label: words.members.remove,
                  consequence: words.members.removeConsequence(leaving.id),
                  requiresNote: false,
                }}
                isPending={remove.isPending}
                error={remove.error}
                onClose={() => {
                  setLeaving(undefined);
                  remove.reset();
                }}
                onConfirm={() =>
                  remove.mutate({ parameters: { ws, user: leaving.id } }, { onSuccess: () => setLeaving(undefined) })
                }
              />
            )}
          </Page>
        );
      }}
    </Answered>
  );
}
