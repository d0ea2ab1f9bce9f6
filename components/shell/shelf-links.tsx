"use client";

import { Settings } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { useText } from "../i18n";
import { Term } from "../ui/term";
import { SHELVES, SHELF_ICON, SHELF_TERM } from "./shelves";

/** The second group of the rail. */
export function ShelfLinks() {
  const { t } = useText();
  return (
    <nav aria-label={t("shell.shelves")} className="mt-6">
      <h2 className="mb-1 px-2 text-sm font-semibold text-faint">{t("shell.shelves")}</h2>
      <ul>
        {SHELVES.map((shelf) => {
          const Icon = SHELF_ICON[shelf];
          return (
            <li key={shelf}>
              <RailLink href={`/${shelf}`} icon={<Icon aria-hidden size={17} strokeWidth={1.75} />}>
                <Term of={SHELF_TERM[shelf]}>{t(`shell.shelf.${shelf}`)}</Term>
              </RailLink>
            </li>
          );
        })}
        <li>
          <RailLink href="/settings" icon={<Settings aria-hidden size={17} strokeWidth={1.75} />}>
            {t("shell.settings")}
          </RailLink>
        </li>
      </ul>
    </nav>
  );
}

interface RailLinkProps {
  readonly href: string;
  readonly icon: ReactNode;
  readonly children: ReactNode;
}

function RailLink({ href, icon, children }: RailLinkProps) {
  const here = usePathname() === href;
  return (
    <Link
      href={href}
      aria-current={here ? "page" : undefined}
      className="flex min-h-9 items-center gap-3 rounded-md px-2 text-soft hover:bg-sunk hover:text-ink aria-[current]:bg-sunk aria-[current]:font-medium aria-[current]:text-ink"
    >
      {icon}
      {children}
    </Link>
  );
}
