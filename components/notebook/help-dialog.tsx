"use client";

import { useText } from "../i18n";
import { Dialog } from "../ui/dialog";
import { GlossaryList } from "../ui/glossary-list";

const KEYS = [
  { keys: ["Enter"], does: "enter" },
  { keys: ["Esc"], does: "escape" },
  { keys: ["↓", "j"], does: "next" },
  { keys: ["↑", "k"], does: "previous" },
  { keys: ["Ctrl Enter"], does: "run" },
  { keys: ["a"], does: "above" },
  { keys: ["b"], does: "below" },
  { keys: ["z"], does: "undo" },
  { keys: ["Shift z"], does: "redo" },
  { keys: ["d d"], does: "delete" },
  { keys: ["?"], does: "help" },
] as const;

export function HelpDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useText();
  return (
    <Dialog
      open
      onOpenChange={(open) => open || onClose()}
      title={t("notebook.help.title")}
      description={t("notebook.help.intro")}
    >
      <dl className="grid grid-cols-[max-content_1fr] gap-x-6 gap-y-2">
        {KEYS.map(({ keys, does }) => (
          <div key={does} className="contents">
            <dt className="flex items-center gap-1.5">
              {keys.map((key, index) => (
                <span key={key} className="flex items-center gap-1.5">
                  {index > 0 ? <span className="text-sm text-faint">{t("notebook.help.or")}</span> : null}
                  <kbd className="rounded-sm border border-strong px-1.5 font-mono text-sm">{key}</kbd>
                </span>
              ))}
            </dt>
            <dd>{t(`notebook.help.${does}`)}</dd>
          </div>
        ))}
      </dl>
      <GlossaryList />
    </Dialog>
  );
}
