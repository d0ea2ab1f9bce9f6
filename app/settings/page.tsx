import type { Metadata } from "next";
import { preferences } from "../preferences";
import { SettingsScreen } from "../screens";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await preferences()).messages.settings.title };
}

export default function Page() {
  return <SettingsScreen />;
}
