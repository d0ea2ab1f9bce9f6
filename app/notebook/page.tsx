import type { Metadata } from "next";
import { preferences } from "../preferences";
import { NotebookScreen } from "../screens";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await preferences()).messages.notebook.title };
}

export default function Page() {
  return <NotebookScreen />;
}
