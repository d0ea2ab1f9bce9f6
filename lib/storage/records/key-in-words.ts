/** A record's key, or members of it, as a person may read them. */
export const keyInWords = (key: unknown): string => [key].flat().map(String).join(" · ");
