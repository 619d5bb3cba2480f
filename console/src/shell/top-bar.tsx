import Input from "@cloudscape-design/components/input";
import TopNavigation, { type TopNavigationProps } from "@cloudscape-design/components/top-navigation";
import { useState } from "react";
import { useLocation, useNavigate } from "react-router";
import type { listNotifications } from "../../../shared/contract/caller-routes.ts";
import type { listEnvironments } from "../../../shared/contract/workspace-routes.ts";
import { useRead } from "../api/use-api.ts";
import { environmentPage, workspacePage } from "../runs/addresses.ts";
import type { Session } from "../session/session.ts";
import { useLanguage } from "../words/language.tsx";
import { type Locale, locales, type Theme } from "../words/preferences.ts";
import { jumpTarget } from "./jump.ts";
import { useMe } from "./me.tsx";
import { useKeepSettings } from "./person-settings.ts";

interface TopBarProps {
  readonly ws: string | undefined;
  readonly env: string | undefined;
  readonly session: Session;
  readonly theme: Theme;
  onTheme(): void;
  onHelp(): void;
}

/**
 * Top navigation: workspace, environment and display settings. Selecting an environment opens its page and filters no
 * list.
 */
export function TopBar({ ws, env, session, theme, onTheme, onHelp }: TopBarProps) {
  const { words, locale, setLocale } = useLanguage();
  const keep = useKeepSettings();
  const me = useMe();
  const navigate = useNavigate();
  const { data: notifications } = useRead<typeof listNotifications>(
    "/api/notifications",
    {},
    { query: { limit: "25" } },
  );
  const { data: environments } = useRead<typeof listEnvironments>(
    "/api/workspaces/{ws}/environments",
    { ws: ws ?? "" },
    { isWanted: ws !== undefined },
  );
  const unread = notifications?.unread;
  const { pathname } = useLocation();
  const workspace = me.workspaces.find(({ id }) => id === ws);
  const here = workspace?.name ?? (pathname.startsWith("/system") ? words.nav.system : undefined);
  const environment = environments?.items.find(({ id }) => id === env);
  const follow = (event: CustomEvent<{ href?: string | undefined }>) => {
    const { href } = event.detail;
    if (href === undefined) return;
    event.preventDefault();
    navigate(href);
  };
  const home = ws === undefined ? "/" : workspacePage(ws);

  const utilities: TopNavigationProps.Utility[] = [
    {
      type: "menu-dropdown",
      text: here ?? words.shell.workspace,
      ariaLabel: here === undefined ? words.shell.workspace : `${words.shell.workspace}: ${here}`,
      items: [
        ...me.workspaces.map(({ id, name }) => ({ id, text: name, href: workspacePage(id) })),
        ...(me.platform === null ? [] : [{ id: "system", text: words.nav.system, href: "/system/operations" }]),
      ],
      onItemFollow: follow,
    },
    ...(ws === undefined
      ? []
      : [
          {
            type: "menu-dropdown" as const,
            text: environment?.name ?? words.shell.environment,
            ariaLabel: `${words.shell.environment}: ${environment?.name ?? words.shell.allEnvironments}`,
            items: [
              ...(environments?.items ?? []).map(({ id, name }) => ({ id, text: name, href: environmentPage(ws, id) })),
              { id: "", text: words.shell.allEnvironments, href: workspacePage(ws) },
            ],
            onItemFollow: follow,
          },
        ]),
    {
      type: "button",
      iconName: "notification",
      title: words.notifications.title,
      ariaLabel:
        unread === undefined || unread.value === 0
          ? words.notifications.title
          : words.notifications.unread(unread.value, unread.capped),
      badge: (unread?.value ?? 0) > 0,
      disableUtilityCollapse: true,
      href: "/notifications",
      onFollow: follow,
    },
    {
      type: "menu-dropdown",
      iconName: "settings",
      ariaLabel: words.shell.settings,
      title: words.shell.settings,
      items: [
        {
          id: "languages",
          text: words.shell.language,
          items: locales.map((id) => ({ id, text: words.shell.languages[id], disabled: id === locale })),
        },
        { id: "theme", text: theme === "dark" ? words.shell.lightTheme : words.shell.darkTheme },
        { id: "verify", text: words.shell.verify },
        { id: "help", text: words.help.title },
      ],
      onItemClick: ({ detail: { id } }) => {
        if (id === "theme") onTheme();
        else if (id === "help") onHelp();
        else if (id === "verify") navigate("/verify");
        else {
          const chosen = localeOf(id) ?? locale;
          keep({ locale: chosen });
          setLocale(chosen);
        }
      },
    },
    {
      type: "menu-dropdown",
      iconName: "user-profile",
      text: me.name,
      ariaLabel: `${words.shell.person}: ${me.name}`,
      items: [{ id: "sign-out", text: words.shell.signOut }],
      onItemClick: () => session.signOut(),
    },
  ];
  return (
    <TopNavigation
      identity={{ href: home, title: "Runtruth", onFollow: follow }}
      search={<JumpBox ws={ws} />}
      utilities={utilities}
    />
  );
}

/** Opens the run of a pasted id. */
function JumpBox({ ws }: { readonly ws: string | undefined }) {
  const { words } = useLanguage();
  const [text, setText] = useState("");
  const navigate = useNavigate();
  return (
    <Input
      type="search"
      value={text}
      placeholder={words.shell.jump}
      ariaLabel={words.shell.jump}
      onChange={({ detail }) => setText(detail.value)}
      onKeyDown={({ detail }) => {
        const target = detail.key === "Enter" ? jumpTarget(text, ws) : undefined;
        if (target === undefined) return;
        setText("");
        navigate(target);
      }}
    />
  );
}

function localeOf(id: string): Locale | undefined {
  return locales.find((locale) => locale === id);
}
