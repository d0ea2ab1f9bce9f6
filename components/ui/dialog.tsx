"use client";

/** A modal dialog; on a phone it rises from the bottom edge. */
import { X } from "lucide-react";
import { Dialog as Primitive } from "radix-ui";
import type { ReactNode } from "react";
import { useText } from "../i18n";
import { classNames } from "./class-names";

export interface DialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly title: ReactNode;
  readonly description?: ReactNode;
  readonly children: ReactNode;
  /** Buttons at the foot, the primary one last. */
  readonly footer?: ReactNode;
  readonly wide?: boolean;
  /** A sheet lies at the bottom edge on every screen. */
  readonly sheet?: boolean;
}

export function Dialog(props: DialogProps) {
  const { open, onOpenChange, title, description, children, footer, wide = false, sheet = false } = props;
  const { t } = useText();
  return (
    <Primitive.Root open={open} onOpenChange={onOpenChange}>
      <Primitive.Portal>
        <Primitive.Overlay className="fixed inset-0 z-40 animate-[appear_150ms_ease-out] bg-scrim" />
        <Primitive.Content
          {...(description ? {} : { "aria-describedby": undefined })}
          className={classNames(
            "floating fixed z-50 flex max-h-[85dvh] flex-col border border-line bg-surface shadow-menu focus:outline-none",
            sheet
              ? "inset-x-0 bottom-0 rounded-t-lg"
              : "inset-x-0 top-[12vh] mx-auto w-[calc(100%-2rem)] rounded-lg phone:top-auto phone:bottom-0 phone:w-full phone:rounded-b-none",
            !sheet && (wide ? "max-w-3xl" : "max-w-lg"),
          )}
        >
          <header className="flex items-start justify-between gap-4 px-5 pt-4 pb-2">
            <Primitive.Title className="text-lg font-semibold">{title}</Primitive.Title>
            <Primitive.Close
              aria-label={t("common.close")}
              className="-mr-2 grid size-9 shrink-0 place-items-center rounded-md text-soft hover:bg-sunk"
            >
              <X aria-hidden size={18} />
            </Primitive.Close>
          </header>
          {description ? (
            <Primitive.Description className="px-5 pb-2 text-soft">{description}</Primitive.Description>
          ) : null}
          <div className="min-h-0 grow overflow-y-auto px-5 pt-1 pb-5">{children}</div>
          {footer ? (
            <footer className="flex flex-wrap justify-end gap-2 border-t border-line px-5 py-3">{footer}</footer>
          ) : null}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}
