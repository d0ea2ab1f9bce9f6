"use client";

/** A list and the one item that is looked at. On a phone one of the two is on the screen. */
import { ArrowLeft } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { useText } from "../i18n";
import { classNames } from "../ui/class-names";

export interface MasterItem {
  readonly id: string;
  readonly href: string;
  readonly title: ReactNode;
  readonly note?: ReactNode;
  /** A state or an icon at the left. */
  readonly icon?: ReactNode;
}

export interface MasterGroup {
  readonly name: string | null;
  readonly items: readonly MasterItem[];
}

export interface MasterDetailProps {
  /** Accessible name of the list. */
  readonly label: string;
  readonly groups: readonly MasterGroup[];
  readonly currentId: string | null;
  /** The address named an item: on a phone the item is shown instead of the list. */
  readonly chosen: boolean;
  readonly listHref: string;
  readonly children: ReactNode;
}

export function MasterDetail({ label, groups, currentId, chosen, listHref, children }: MasterDetailProps) {
  const { t } = useText();
  return (
    <div className="grid grid-cols-[16rem_minmax(0,1fr)] gap-8 narrow:grid-cols-1">
      <nav aria-label={label} className={classNames("flex flex-col gap-5", chosen && "narrow:hidden")}>
        {groups.map((group) => (
          <div key={group.name ?? ""}>
            {group.name ? <h2 className="mb-1 px-3 text-sm font-medium text-faint">{group.name}</h2> : null}
            <ul className="flex flex-col">
              {group.items.map((item) => (
                <MasterLink key={item.id} item={item} current={item.id === currentId} />
              ))}
            </ul>
          </div>
        ))}
      </nav>
      <div className={classNames("min-w-0", !chosen && "narrow:hidden")}>
        <Link
          href={listHref}
          className="mb-3 hidden min-h-9 items-center gap-2 text-sm text-soft hover:text-ink narrow:inline-flex"
        >
          <ArrowLeft aria-hidden size={16} />
          {t("common.back")}
        </Link>
        {children}
      </div>
    </div>
  );
}

function MasterLink({ item, current }: { readonly item: MasterItem; readonly current: boolean }) {
  return (
    <li>
      <Link
        href={item.href}
        scroll={false}
        aria-current={current ? "page" : undefined}
        className="flex min-h-11 items-center gap-3 rounded-md px-3 py-1.5 hover:bg-sunk aria-[current]:bg-sunk narrow:border-b narrow:border-line"
      >
        {item.icon}
        <span className="flex min-w-0 flex-col">
          <span className="truncate font-medium">{item.title}</span>
          {item.note ? <span className="truncate text-sm text-faint">{item.note}</span> : null}
        </span>
      </Link>
    </li>
  );
}
