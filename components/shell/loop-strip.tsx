"use client";

/** The same seven stops as a strip along the bottom edge of a phone. */
import { useText } from "../i18n";
import { KindIcon } from "../ui/kind-icon";
import { StateIcon } from "../ui/state-icon";
import { LOOP_KIND, type LoopState } from "./loop-stops";

export function LoopStrip({ stops, travelling }: LoopState) {
  const { t } = useText();
  return (
    <nav
      aria-label={t("shell.loop")}
      data-travelling={travelling || undefined}
      className="fixed inset-x-0 bottom-0 z-30 hidden border-t border-line bg-paper pb-[env(safe-area-inset-bottom)] narrow:block low:hidden"
    >
      <ol className="relative mx-auto flex max-w-xl">
        <li aria-hidden className="absolute top-[14px] right-[7%] left-[7%] h-px bg-line" />
        {travelling ? (
          <li
            aria-hidden
            className="travelling-strip-dot absolute top-[9px] z-10 size-2.5 rounded-full bg-signal ring-2 ring-paper"
          />
        ) : null}
        {stops.map((stop) => {
          const name = [t(`shell.stops.${stop.key}`), t(`common.status.${stop.status}`), stop.version ?? ""];
          const content = (
            <>
              <span className="flex items-center gap-0.5 bg-paper px-1">
                <KindIcon kind={LOOP_KIND[stop.key]} size={16} />
                <StateIcon status={stop.status} size={12} decorative />
              </span>
              <span aria-hidden className="max-w-full text-center text-[0.625rem] leading-tight hyphens-manual">
                {t(`shell.strip.${stop.key}`)}
              </span>
            </>
          );
          const className = "relative flex h-14 flex-col items-center justify-start gap-0.5 px-0.5 pt-1.5";
          return (
            <li key={stop.key} className="min-w-0 flex-1">
              {stop.cellHref ? (
                <a href={stop.cellHref} aria-label={name.filter(Boolean).join(", ")} className={className}>
                  {content}
                </a>
              ) : (
                <span role="img" aria-label={name.filter(Boolean).join(", ")} className={className}>
                  {content}
                </span>
              )}
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
