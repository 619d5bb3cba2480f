import { useEffect, useState } from "react";

const patienceMilliseconds = 2000;

/** Whether an answer is awaited and still may be: one that takes too long holds nothing else up. */
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
