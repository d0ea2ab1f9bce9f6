"use client";

/** Who may say one calm line about what has just happened. The line itself is loaded with the first thing said. */
import { createContext, lazy, Suspense, useCallback, useContext, useRef, useState, type ReactNode } from "react";
import type { Notice } from "./toast";

const Toast = lazy(() => import("./toast"));

type Tell = (notice: Notice) => void;

const ToasterContext = createContext<Tell>(() => undefined);

export function Toaster({ children }: { readonly children: ReactNode }) {
  const [said, setSaid] = useState<(Notice & { readonly key: number }) | null>(null);
  const count = useRef(0);
  const tell = useCallback<Tell>((notice) => setSaid({ ...notice, key: ++count.current }), []);
  return (
    <ToasterContext value={tell}>
      {children}
      {said ? (
        <Suspense>
          <Toast notice={said} />
        </Suspense>
      ) : null}
    </ToasterContext>
  );
}

/** Says something at the bottom of the page; what was said before goes. */
export function useToast(): Tell {
  return useContext(ToasterContext);
}
