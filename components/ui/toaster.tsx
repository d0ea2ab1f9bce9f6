"use client";

/** One calm line at the bottom of the page for what has just happened, with a way back. It moves nothing and takes no focus. */
import { Toast } from "radix-ui";
import { createContext, useCallback, useContext, useRef, useState, type ReactNode } from "react";
import { useText } from "../i18n";

const SHOWN_MS = 8_000;

export interface Notice {
  readonly text: string;
  /** A way back, or on. */
  readonly action?: { readonly label: string; readonly run: () => void };
}

type Tell = (notice: Notice) => void;

const ToasterContext = createContext<Tell>(() => undefined);

export function Toaster({ children }: { readonly children: ReactNode }) {
  const { t } = useText();
  const [shown, setShown] = useState<(Notice & { readonly key: number }) | null>(null);
  const count = useRef(0);
  const tell = useCallback<Tell>((notice) => setShown({ ...notice, key: ++count.current }), []);
  return (
    <ToasterContext value={tell}>
      <Toast.Provider duration={SHOWN_MS} label={t("common.notice")}>
        {children}
        {shown ? (
          <Toast.Root
            key={shown.key}
            onOpenChange={(open) => (open ? undefined : setShown(null))}
            data-testid="toast"
            className="floating flex items-center gap-4 rounded-lg border border-line bg-surface px-4 py-2.5 shadow-menu"
          >
            <Toast.Title className="min-w-0">{shown.text}</Toast.Title>
            {shown.action ? (
              <Toast.Action asChild altText={shown.action.label}>
                <button type="button" className="link min-h-7 font-medium" onClick={shown.action.run}>
                  {shown.action.label}
                </button>
              </Toast.Action>
            ) : null}
          </Toast.Root>
        ) : null}
        <Toast.Viewport className="fixed bottom-4 left-1/2 z-50 flex max-w-[calc(100%-2rem)] -translate-x-1/2 flex-col gap-2 outline-none" />
      </Toast.Provider>
    </ToasterContext>
  );
}

/** Says something at the bottom of the page; what was said before goes. */
export function useToast(): Tell {
  return useContext(ToasterContext);
}
