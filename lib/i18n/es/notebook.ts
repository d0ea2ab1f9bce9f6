import type { Messages } from "../translate";

export const notebook: Messages["notebook"] = {};
