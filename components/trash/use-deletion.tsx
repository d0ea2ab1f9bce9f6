"use client";

/**
 * Deleting from a page: what goes along, or why it cannot go, is said first; what goes alone goes at once. A line at the bottom brings it
 * back, and what follows it takes the focus.
 */
import { useState, type ReactNode } from "react";
import { toWire } from "@/lib/errors";
import { BY_PERSON } from "@/lib/journal";
import type { DeletionPlan } from "@/lib/notebook/services/trash";
import { useErrorText, useText } from "../i18n";
import { useLazyServices } from "../lazy-services";
import { focusSoon } from "../shell/focus-soon";
import { useToast } from "../ui/toaster";
import { tellThreads } from "./bring-back";
import { DeletionDialog } from "./deletion-dialog";
import { useWayBack } from "./use-way-back";
import type { Wish } from "./wish";

interface Asked {
  readonly wish: Wish;
  readonly plan: DeletionPlan;
}

/** How to delete, and the dialog that has to stand on the page for it. */
export function useDeletion(): {
  readonly ask: (wish: Wish) => void;
  readonly remove: (wish: Wish) => Promise<void>;
  readonly dialog: ReactNode;
} {
  const { load } = useLazyServices();
  const [asked, setAsked] = useState<Asked | null>(null);
  const { remove, fail } = useRemove();
  const guarded = (work: () => Promise<void>): void => void work().catch(fail);
  const ask = (wish: Wish) =>
    guarded(async () => {
      const { trash, projectId } = await load();
      const plan = await trash.plan(projectId, wish.things);
      if (plan.refusal || plan.takes.length > 0) setAsked({ wish, plan });
      else await remove(wish);
    });
  const dialog = asked ? (
    <DeletionDialog
      {...asked}
      onClose={() => setAsked(null)}
      onRemove={() => {
        setAsked(null);
        guarded(() => remove(asked.wish));
      }}
    />
  ) : null;
  return { ask, remove, dialog };
}

function useRemove() {
  const { t } = useText();
  const { load } = useLazyServices();
  const errorText = useErrorText();
  const tell = useToast();
  const bringBack = useWayBack();
  const fail = (error: unknown) => tell({ text: errorText(toWire(error)) });
  const remove = async (wish: Wish) => {
    const { things, name, replacedBy, says } = wish;
    const services = await load();
    const follower = wish.follower?.() ?? null;
    const deletion = await services.trash.remove(services.projectId, things, { by: BY_PERSON, replacedBy });
    const more = things.length - 1;
    const text = says ?? (more > 0 ? t("trash.deletedMany", { name, count: more }) : t("trash.deleted", { name }));
    tell({ text, action: { label: t("common.undo"), run: () => bringBack(deletion) } });
    wish.onGone?.(follower);
    if (wish.follower) focusSoon(() => follower);
    await tellThreads(services, [deletion]);
  };
  return { remove, fail };
}
