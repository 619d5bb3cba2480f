import Flashbar, { type FlashbarProps } from "@cloudscape-design/components/flashbar";
import { createContext, type ReactNode, useContext, useMemo, useState } from "react";
import { AppLink } from "../parts/app-link.tsx";
import { useLanguage } from "../words/language.tsx";

interface Toast {
  readonly type: FlashbarProps.Type;
  readonly text: string;
  /** Link target and label. */
  readonly href?: string | undefined;
  readonly link?: string;
}

const ToastsContext = createContext<{ say(toast: Toast): void }>({ say: () => undefined });
export const useToasts = () => useContext(ToastsContext);

const shownMax = 3;

/** Results of recent actions. Each stays until it is closed, so that there is no time limit for reading. */
export function ToastsProvider({ children }: { readonly children: ReactNode }) {
  const { words } = useLanguage();
  const [toasts, setToasts] = useState<readonly (Toast & { readonly id: string })[]>([]);
  const speaking = useMemo(
    () => ({
      say: (toast: Toast) =>
        setToasts((before) => [{ ...toast, id: crypto.randomUUID() }, ...before].slice(0, shownMax)),
    }),
    [],
  );
  return (
    <ToastsContext value={speaking}>
      <div className="toasts">
        <Flashbar
          items={toasts.map(({ id, type, text, href, link }) => ({
            id,
            type,
            dismissible: true,
            dismissLabel: words.close,
            statusIconAriaLabel: words.toastIcons[type === "success" ? "success" : "info"],
            onDismiss: () => setToasts((before) => before.filter((toast) => toast.id !== id)),
            content: (
              <>
                {text}{" "}
                {href !== undefined && (
                  <AppLink href={href} color="inverted">
                    {link}
                  </AppLink>
                )}
              </>
            ),
          }))}
        />
      </div>
      {children}
    </ToastsContext>
  );
}
