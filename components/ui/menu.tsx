"use client";

import { DropdownMenu } from "radix-ui";
import type { ReactNode } from "react";
import { classNames } from "./class-names";

export interface MenuItem {
  readonly key: string;
  readonly label: string;
  readonly icon?: ReactNode;
  readonly onSelect: () => void;
  readonly disabled?: boolean;
  readonly danger?: boolean;
  /** A tick, for choices. */
  readonly checked?: boolean;
  /** A hairline above it. */
  readonly separated?: boolean;
}

export interface MenuProps {
  /** A Button or IconButton that opens it. */
  readonly trigger: ReactNode;
  readonly items: readonly MenuItem[];
  readonly align?: "start" | "end";
}

export function Menu({ trigger, items, align = "end" }: MenuProps) {
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align={align}
          sideOffset={4}
          collisionPadding={8}
          className="floating z-50 max-h-[min(70dvh,var(--radix-dropdown-menu-content-available-height))] min-w-48 overflow-y-auto rounded-lg border border-line bg-surface p-1 shadow-menu"
        >
          {items.map((item) => (
            <MenuRow key={item.key} item={item} />
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

const ROW =
  "flex min-h-9 w-full cursor-pointer items-center gap-2.5 rounded-md px-2.5 py-1.5 text-base outline-none " +
  "data-[highlighted]:bg-sunk data-[disabled]:opacity-45";

function MenuRow({ item }: { readonly item: MenuItem }) {
  const className = classNames(ROW, item.danger && "text-failed");
  const disabled = item.disabled ?? false;
  return (
    <>
      {item.separated ? <DropdownMenu.Separator className="my-1 h-px bg-line" /> : null}
      {item.checked === undefined ? (
        <DropdownMenu.Item className={className} disabled={disabled} onSelect={item.onSelect}>
          {item.icon}
          {item.label}
        </DropdownMenu.Item>
      ) : (
        <DropdownMenu.CheckboxItem
          className={className}
          disabled={disabled}
          checked={item.checked}
          onCheckedChange={item.onSelect}
        >
          <span aria-hidden className="w-4 text-center">
            {item.checked ? "✓" : ""}
          </span>
          {item.icon}
          {item.label}
        </DropdownMenu.CheckboxItem>
      )}
    </>
  );
}
