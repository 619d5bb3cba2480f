import { applyMode, Mode } from "@cloudscape-design/global-styles";
import { Suspense, useCallback, useEffect, useState } from "react";
import { NavLink, Outlet, useLocation, useMatch } from "react-router";
import { BulkActionsProvider } from "../bulk/followed-bulk-actions.tsx";
import { Boundary } from "../parts/boundary.tsx";
import { Loading } from "../parts/loading.tsx";
import { alertsPage, hubPage, inboxPage, promisesPage, schedulesPage, workspacePage } from "../runs/addresses.ts";
import type { Session } from "../session/session.ts";
import { useLanguage } from "../words/language.tsx";
import { remember, rememberedTheme, type Theme } from "../words/preferences.ts";
import { ActivityHint } from "./activity-hint.tsx";
import { DataAge } from "./data-age.tsx";
import { HelpDialog } from "./help-dialog.tsx";
import { useKeyboard } from "./keyboard.ts";
import { useMe, useWorkspace } from "./me.tsx";
import { useKeepSettings, useKeptSettings } from "./person-settings.ts";
import { ToastsProvider } from "./toasts.tsx";
import { TopBar } from "./top-bar.tsx";

/** The frame around every page. */
export function Shell({ session }: { readonly session: Session }) {
  const { words } = useLanguage();
  const { pathname, search } = useLocation();
  const ws = useOpenWorkspace(pathname);
  const env = useMatch("/w/:ws/environments/:env/*")?.params.env;
  useKeptSettings();
  const keep = useKeepSettings();
  const [theme, setTheme] = useState<Theme>(rememberedTheme);
  const [isHelping, setHelping] = useState(false);
  const onTheme = () => {
    const next = theme === "dark" ? "light" : "dark";
    remember("theme", next);
    setTheme(next);
    keep({ theme: next });
  };
  const onHelp = useCallback(() => setHelping(true), []);
  useEffect(() => applyMode(theme === "dark" ? Mode.Dark : Mode.Light), [theme]);
  useKeyboard({ ws, onTheme, onHelp });

  return (
    <>
      <a className="skip" href="#page">
        {words.shell.skip}
      </a>
      <header className="top">
        <TopBar ws={ws} env={env} session={session} theme={theme} onTheme={onTheme} onHelp={onHelp} />
        <div className="below-top">
          <Pages ws={ws} />
          {ws !== undefined && (
            <Boundary place={pathname} instead={() => null}>
              <ActivityHint ws={ws} environmentId={env} />
            </Boundary>
          )}
          <DataAge />
        </div>
      </header>
      <ToastsProvider>
        <BulkActionsProvider>
          <main id="page" tabIndex={-1} data-page={pathname + search}>
            <Suspense fallback={<Loading />}>
              <Outlet />
            </Suspense>
          </main>
        </BulkActionsProvider>
      </ToastsProvider>
      <HelpDialog isOpen={isHelping} onClose={() => setHelping(false)} />
    </>
  );
}

/** The workspace of the address; notifications keep the navigation of the workspace they were opened from. */
function useOpenWorkspace(pathname: string): string | undefined {
  const { workspaces } = useMe();
  const here = useMatch("/w/:ws/*")?.params.ws;
  const [last, setLast] = useState(here);
  useEffect(() => {
    if (here !== undefined) setLast(here);
  }, [here]);
  return here ?? (pathname === "/notifications" ? (last ?? workspaces[0]?.id) : undefined);
}

/** Navigation of a workspace, limited to pages the reader may open. */
function Pages({ ws }: { readonly ws: string | undefined }) {
  const { words } = useLanguage();
  const { platform, workspaces } = useMe();
  const { can } = useWorkspace(ws ?? "");
  const pages =
    ws === undefined
      ? [
          ...workspaces.map(({ id, name }) => ({ to: workspacePage(id), text: name })),
          ...(platform === null ? [] : [{ to: "/system/operations", text: words.nav.system }]),
        ]
      : [
          { to: workspacePage(ws), text: words.nav.overview, end: true },
          { to: hubPage(ws), text: words.nav.operations },
          { to: inboxPage(ws), text: words.nav.inbox },
          ...(can("tenant.promises.view") ? [{ to: promisesPage(ws), text: words.nav.promises }] : []),
          ...(can("tenant.schedules.view") ? [{ to: schedulesPage(ws), text: words.nav.schedules }] : []),
          ...(can("tenant.alerts.view") ? [{ to: alertsPage(ws), text: words.nav.alerts }] : []),
          ...(can("tenant.members.view") ? [{ to: `${workspacePage(ws)}/members`, text: words.nav.members }] : []),
          ...(can("audit.view") ? [{ to: `${workspacePage(ws)}/audit`, text: words.nav.audit }] : []),
        ];
  return (
    <nav aria-label={words.nav.title} className="pages">
      {pages.map(({ to, text, ...rest }) => (
        <NavLink key={to} to={to} {...rest}>
          {text}
        </NavLink>
      ))}
    </nav>
  );
}
