export const complete: Readonly<Record<string, string | true>>;
export const incomplete: Readonly<Record<string, string | true>>;
export const flattened: Readonly<Record<string, string | true>>;
export const forwarded: Readonly<Record<string, string | true>>;
