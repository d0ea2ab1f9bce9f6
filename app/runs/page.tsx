import type { Metadata } from "next";
import { preferences } from "../preferences";
import { RunsScreen } from "../screens";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await preferences()).messages.shell.shelf.runs };
}

export default function Page() {
  return <RunsScreen />;
}
