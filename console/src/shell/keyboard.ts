import { useEffect, useRef } from "react";
import { useNavigate } from "react-router";
import { hubPage, inboxPage, workspacePage } from "../runs/addresses.ts";
import { jumpTarget } from "./jump.ts";

interface Keyboard {
  readonly ws: string | undefined;
  onTheme(): void;
  onHelp(): void;
}

/** Keyboard shortcuts. They are inactive while the reader types, and each has an equivalent button. */
export function useKeyboard({ ws, onTheme, onHelp }: Keyboard): void {
  const navigate = useNavigate();
  const pending = useRef("");
  useEffect(() => {
    const goes: Readonly<Record<string, string>> =
      ws === undefined ? {} : { a: hubPage(ws), h: workspacePage(ws), i: inboxPage(ws) };
    const acts: Readonly<Record<string, () => void>> = {
      "?": onHelp,
      "/": focusFilter,
      j: () => focusRow(1),
      k: () => focusRow(-1),
      t: onTheme,
      Escape: () => {
        keepFocusFor(location.pathname);
        if (cameFromConsole()) navigate(-1);
        else navigate(ws === undefined ? "/" : workspacePage(ws));
      },
    };
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || hasDialog()) return;
      const isSecond = pending.current === "g";
      pending.current = event.key === "g" && !isSecond ? "g" : "";
      const target = isSecond ? goes[event.key] : undefined;
      const act = isSecond ? undefined : acts[event.key];
      if (target === undefined && act === undefined) return;
      event.preventDefault();
      if (target !== undefined) navigate(target);
      act?.();
    };
    const paste = (event: ClipboardEvent) => {
      const target = isTyping(event.target) ? undefined : jumpTarget(event.clipboardData?.getData("text") ?? "", ws);
      if (target !== undefined) navigate(target);
    };
    // Runs in the capture phase, while a dialog that this key closes is still open.
    document.addEventListener("keydown", press, true);
    document.addEventListener("paste", paste);
    return () => {
      document.removeEventListener("keydown", press, true);
      document.removeEventListener("paste", paste);
    };
  }, [ws, navigate, onTheme, onHelp]);
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest("input, textarea, select, [contenteditable]") !== null;
}

/** Dialogs and open menus have their own keys. */
function hasDialog(): boolean {
  return document.querySelector('[role="dialog"], [aria-haspopup][aria-expanded="true"]') !== null;
}

/** Whether the previous page belongs to the console; going back must not leave it. */
function cameFromConsole(): boolean {
  const state: unknown = window.history.state;
  return typeof state === "object" && state !== null && "idx" in state && Number(state.idx) > 0;
}

function focusFilter(): void {
  document.querySelector<HTMLInputElement>("#filter input")?.focus();
}

/** Moves focus to the next or previous row, or to the first. Enter opens the focused row. */
function focusRow(step: number): void {
  // The banner above a list links to one of its runs; rows are those of tables and lists.
  const rows = [...document.querySelectorAll<HTMLElement>("table [data-row-link] a")];
  const at = rows.findIndex((row) => row.matches(":focus"));
  rows[at === -1 ? 0 : Math.min(rows.length - 1, Math.max(0, at + step))]?.focus();
}

/** Back from a run or record, its row is focused again as soon as the list shows it. */
function keepFocusFor(path: string): void {
  const find = () => document.querySelector<HTMLElement>(`table [data-row-link] a[href=${JSON.stringify(path)}]`);
  const stop = () => {
    watch.disconnect();
    clearTimeout(timer);
  };
  const watch = new MutationObserver(() => {
    const row = location.pathname === path ? null : find();
    if (row === null) return;
    row.focus();
    stop();
  });
  watch.observe(document.body, { childList: true, subtree: true });
  const timer = setTimeout(stop, focusMilliseconds);
}
const focusMilliseconds = 10_000;
