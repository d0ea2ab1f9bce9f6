"use client";
import { useRouter } from "next/navigation";
import { useLazyServices } from "../lazy-services";
import { starterNotebook } from "@/lib/notebook/templates/starter";
import { newId } from "@/lib/ids";
import { BY_PERSON } from "@/lib/journal";
export function Home() {
  const router = useRouter(); const lazy = useLazyServices();
  const go = async (kind: "digits"|"loans"|"csv") => { const s = await lazy.load(); const d = starterNotebook(kind, { notebook: () => newId(), cell: () => newId() }); await s.stores.notebooks.createNotebook(s.projectId, d, BY_PERSON); router.push(`/notebook?id=${d.id}`); };
  return <main><button onClick={() => void go("digits")}>Start with digits</button><button onClick={() => void go("csv")}>csv</button></main>;
}
