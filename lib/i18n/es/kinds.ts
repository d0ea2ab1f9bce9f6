import type { Messages } from "../translate";

export const kinds: Messages["kinds"] = {};
