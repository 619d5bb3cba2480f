import { useEffect, useState } from "react";

const patienceMilliseconds = 2000;

/** Whether to wait for an answer; a slow one does not block the rest of the page. */
export function useWorthWaiting(isAwaited: boolean): boolean {
  const [isPatient, setPatient] = useState(true);
  useEffect(() => {
    if (!isAwaited) return;
    setPatient(true);
    const timer = setTimeout(() => setPatient(false), patienceMilliseconds);
    return () => clearTimeout(timer);
  }, [isAwaited]);
  return isAwaited && isPatient;
}
