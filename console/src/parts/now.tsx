import { createContext, type ReactNode, useContext, useEffect, useState } from "react";

const NowContext = createContext(0);
const tickMilliseconds = 5000;

/** The page's shared clock; paused in hidden tabs. */
export function NowProvider({ children }: { readonly children: ReactNode }) {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => {
      if (!document.hidden) setNow(Date.now());
    }, tickMilliseconds);
    return () => clearInterval(timer);
  }, []);
  return <NowContext value={now}>{children}</NowContext>;
}

export const useNow = () => useContext(NowContext);
