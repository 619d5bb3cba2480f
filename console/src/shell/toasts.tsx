import { createContext, type ReactNode, Suspense, useContext, useMemo, useState } from "react";
import { fetched, NotLoaded } from "../parts/fetched.tsx";
import type { ShownToast, Toast } from "./toast.ts";

const ToastsContext = createContext<{ say(toast: Toast): void }>({ say: () => undefined });
export const useToasts = () => useContext(ToastsContext);

const shownMax = 3;
const ToastBar = fetched(() => import("./toast-bar.tsx").then((part) => part.ToastBar), NotLoaded);

/**
 * Results of recent actions. Each stays until it is closed, so that there is no time limit for reading. What shows them
 * is loaded with the first.
 */
export function ToastsProvider({ children }: { readonly children: ReactNode }) {
  const [toasts, setToasts] = useState<readonly ShownToast[]>([]);
  const [isUsed, setUsed] = useState(false);
  const speaking = useMemo(
    () => ({
      say(toast: Toast) {
        setUsed(true);
        setToasts((before) => [{ ...toast, id: crypto.randomUUID() }, ...before].slice(0, shownMax));
      },
    }),
    [],
  );
  const dismiss = (id: string) => setToasts((before) => before.filter((toast) => toast.id !== id));
  return (
    <ToastsContext value={speaking}>
      <div className="toasts">
        {isUsed && (
          <Suspense fallback={null}>
            <ToastBar toasts={toasts} onDismiss={dismiss} />
          </Suspense>
        )}
      </div>
      {children}
    </ToastsContext>
  );
}
