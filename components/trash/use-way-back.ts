"use client";

/** Undoing a deletion from anywhere: what came back is named, and takes the focus where it is on the page. */
import { useRouter } from "next/navigation";
import { useCallback } from "react";
import { toWire } from "@/lib/errors";
import type { Deletion } from "@/lib/notebook/services/trash";
import { useErrorText, useText } from "../i18n";
import { useLazyServices } from "../lazy-services";
import { focusSoon } from "../shell/focus-soon";
import { useToast } from "../ui/toaster";
import { linkTo } from "./focus";
import { thingHref } from "./thing-href";

/** Brings the deletion back, the last one when none is named. */
export function useWayBack(): (wanted: Deletion | null) => void {
  const { t, local } = useText();
  const errorText = useErrorText();
  const { load } = useLazyServices();
  const tell = useToast();
  const router = useRouter();
  const undo = useCallback(
    async (wanted: Deletion | null) => {
      const { bringBack } = await import("./bring-back");
      const back = await bringBack(await load(), wanted);
      const [thing] = back?.things ?? [];
      if (!back || !thing) return tell({ text: t("trash.nothing") });
      const name = local(back.name);
      const more = back.things.length - 1;
      const text = more > 0 ? t("trash.isBackMany", { name, count: more }) : t("trash.isBack", { name });
      const href = thingHref(thing);
      const here = href.split("?")[0] === location.pathname;
      // Runs are a table: what came back is in it.
      if (here && thing.kind !== "run") router.push(href, { scroll: false });
      tell({ text, ...(here ? {} : { action: { label: t("trash.show"), run: () => router.push(href) } }) });
      focusSoon(() => linkTo(href));
    },
    [t, local, load, tell, router],
  );
  return useCallback(
    (wanted) => void undo(wanted).catch((error: unknown) => tell({ text: errorText(toWire(error)) })),
    [undo, tell, errorText],
  );
}
