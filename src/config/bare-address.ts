/** `Name <address>` → `address`; a bare address stays what it is. */
export function bareAddress(text: string): string {
  return /<([^<>]+)>\s*$/.exec(text)?.[1] ?? text;
}
