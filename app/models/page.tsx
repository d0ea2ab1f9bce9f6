import type { Metadata } from "next";
import { preferences } from "../preferences";
import { ModelsScreen } from "../screens";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await preferences()).messages.shell.shelf.models };
}

export default function Page() {
  return <ModelsScreen />;
}
