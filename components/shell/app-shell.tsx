"use client";

/**
 * The frame of every page but home: header, rail with the loop and the shelves, the page, an inspector.
 * Below 900 px the rail becomes a strip of seven stops at the bottom and the shelves a menu.
 */
import { Menu as MenuIcon, Settings } from "lucide-react";
import { useRouter } from "next/navigation";
import type { ReactNode } from "react";
import { useText } from "../i18n";
import { IconButton } from "../ui/button";
import { Menu } from "../ui/menu";
import { Header } from "./header";
import { InspectorPanel, type InspectorProps } from "./inspector-panel";
import { LoopRail } from "./loop-rail";
import { LoopStrip } from "./loop-strip";
import type { LoopState } from "./loop-stops";
import { NotebookCrumb } from "./notebook-crumb";
import { ShelfLinks } from "./shelf-links";
import { SHELVES, SHELF_ICON } from "./shelves";
import { useLastNotebook } from "./use-last-notebook";
import { useLastLoop } from "./use-last-loop";

const WIDTH = { text: "max-w-[720px]", tables: "max-w-[1040px]", room: "max-w-[1400px]" } as const;

export interface AppShellProps {
  /** The loop of the notebook that is open; that of the notebook that changed last when absent. */
  readonly rail?: LoopState;
  /** In the header: title and actions of what is open. */
  readonly title?: ReactNode;
  readonly inspector?: InspectorProps | null;
  /** Tables take the whole width, a notebook all the room there is; text keeps a measure of 720 px. */
  readonly width?: keyof typeof WIDTH;
  readonly children: ReactNode;
}

export function AppShell({ rail, title, inspector = null, width = "text", children }: AppShellProps) {
  const { t } = useText();
  const last = useLastLoop(rail === undefined);
  const loop = rail ?? last;
  const notebook = useLastNotebook(title === undefined);
  return (
    <>
      <a
        href="#content"
        className="sr-only z-50 rounded-md bg-ink px-4 py-2 text-paper focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        {t("shell.skip")}
      </a>
      <Header title={title ?? (notebook ? <NotebookCrumb notebook={notebook} /> : null)} menu={<ShelfMenu />} />
      <div className="flex narrow:pb-16 low:pb-0">
        <div className="sticky top-(--header) h-[calc(100dvh-var(--header))] w-52 shrink-0 overflow-y-auto border-r border-line px-2 py-5 narrow:hidden">
          <LoopRail {...loop} />
          <ShelfLinks />
        </div>
        <main id="content" tabIndex={-1} className="min-w-0 flex-1 px-4 py-6 outline-none phone:px-3 low:py-2">
          <div className={`mx-auto ${WIDTH[width]}`}>{children}</div>
        </main>
        {inspector ? <InspectorPanel {...inspector} /> : null}
      </div>
      <LoopStrip {...loop} />
    </>
  );
}

/** Shelves and settings where there is no rail. */
function ShelfMenu() {
  const { t } = useText();
  const router = useRouter();
  return (
    <span className="hidden narrow:block">
      <Menu
        trigger={
          <IconButton label={t("shell.openMenu")}>
            <MenuIcon aria-hidden size={20} />
          </IconButton>
        }
        items={[
          ...SHELVES.map((shelf) => {
            const Icon = SHELF_ICON[shelf];
            return {
              key: shelf,
              label: t(`shell.shelf.${shelf}`),
              icon: <Icon aria-hidden size={17} />,
              onSelect: () => router.push(`/${shelf}`),
            };
          }),
          {
            key: "settings",
            label: t("shell.settings"),
            icon: <Settings aria-hidden size={17} />,
            onSelect: () => router.push("/settings"),
            separated: true,
          },
        ]}
      />
    </span>
  );
}
