import type { Metadata } from "next";
import { preferences } from "../preferences";
import { ExperimentsScreen } from "../screens";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await preferences()).messages.shell.shelf.experiments };
}

export default function Page() {
  return <ExperimentsScreen />;
}
