import type { Metadata } from "next";
import { preferences } from "../preferences";
import { DataScreen } from "../screens";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await preferences()).messages.shell.shelf.data };
}

export default function Page() {
  return <DataScreen />;
}
