import type { Metadata } from "next";
import { preferences } from "../preferences";
import { EndpointsScreen } from "../screens";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await preferences()).messages.shell.shelf.endpoints };
}

export default function Page() {
  return <EndpointsScreen />;
}
