"use client";

/** One calm line at the bottom of the page for what has just happened, with a way back. It moves nothing and takes no focus. */
import { Toast as Radix } from "radix-ui";
import { useState } from "react";
import { useText } from "../i18n";

const SHOWN_MS = 8_000;

export interface Notice {
  readonly text: string;
  /** A way back, or on. */
  readonly action?: { readonly label: string; readonly run: () => void };
}

export interface ToastProps {
  readonly notice: Notice & { readonly key: number };
}

export default function Toast({ notice }: ToastProps) {
  const { t } = useText();
  const [gone, setGone] = useState<number | null>(null);
  return (
    <Radix.Provider duration={SHOWN_MS} label={t("common.notice")}>
      {gone === notice.key ? null : (
        <Radix.Root
          key={notice.key}
          onOpenChange={(open) => (open ? undefined : setGone(notice.key))}
          data-testid="toast"
          className="floating flex items-center gap-4 rounded-lg border border-line bg-surface px-4 py-2.5 shadow-menu"
        >
          <Radix.Title className="min-w-0">{notice.text}</Radix.Title>
          {notice.action ? (
            <Radix.Action asChild altText={notice.action.label}>
              <button type="button" className="link min-h-7 font-medium" onClick={notice.action.run}>
                {notice.action.label}
              </button>
            </Radix.Action>
          ) : null}
        </Radix.Root>
      )}
      <Radix.Viewport className="fixed bottom-4 left-1/2 z-50 flex max-w-[calc(100%-2rem)] -translate-x-1/2 flex-col gap-2 outline-none" />
    </Radix.Provider>
  );
}
