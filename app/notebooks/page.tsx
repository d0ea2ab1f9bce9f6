import type { Metadata } from "next";
import { preferences } from "../preferences";
import { NotebooksScreen } from "../screens";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await preferences()).messages.shell.shelf.notebooks };
}

export default function Page() {
  return <NotebooksScreen />;
}
