"use client";

/** The foot of a page about one thing: the buttons that delete it. What follows it in the list beside it is looked at next. */
import { Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import type { Deletable } from "@/lib/notebook/services/trash";
import { useText } from "../i18n";
import { Button } from "../ui/button";
import { followerOf } from "./focus";
import { thingHref } from "./thing-href";
import { useDeletion } from "./use-deletion";

export interface DeleteRowProps {
  readonly things: readonly { readonly thing: Deletable; readonly name: string }[];
  /** Where the page's list is. */
  readonly listHref: string;
}

export function DeleteRow({ things, listHref }: DeleteRowProps) {
  const { t } = useText();
  const router = useRouter();
  const { ask, dialog } = useDeletion();
  const leave = (follower: HTMLElement | null) =>
    router.push(follower?.getAttribute("href") ?? listHref, { scroll: false });
  return (
    <div className="flex flex-wrap gap-3 border-t border-line py-5">
      {things.map(({ thing, name }) => (
        <Button
          key={thingHref(thing) + thing.kind}
          variant="danger"
          size="sm"
          icon={<Trash2 aria-hidden size={15} />}
          onClick={() => ask({ things: [thing], name, follower: neighbour, onGone: leave })}
        >
          {t(`trash.kinds.${thing.kind as Exclude<Deletable["kind"], "notebook">}`, { name })}
        </Button>
      ))}
      {dialog}
    </div>
  );
}

/** The link behind the one that is looked at, in the list beside the page. */
function neighbour(): HTMLElement | null {
  const current = document.querySelector<HTMLElement>("main nav a[aria-current=page]");
  const links = [...(current?.closest("nav")?.querySelectorAll<HTMLElement>("a") ?? [])];
  return followerOf(links, (link) => link === current);
}
