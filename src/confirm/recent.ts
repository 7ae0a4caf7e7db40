/** What was made lately and is costly to make again, in memory up to a size; what was asked for longest ago goes first. */
export class Recent<Value> {
  private readonly entries = new Map<string, { readonly value: Value; readonly size: number }>();
  private readonly making = new Map<string, Promise<Value>>();
  private total = 0;

  constructor(
    private readonly most: number,
    private readonly sizeOf: (value: Value) => number,
  ) {}

  find(key: string): Value | null {
    const entry = this.entries.get(key);
    if (!entry) return null;
    this.entries.delete(key);
    this.entries.set(key, entry);
    return entry.value;
  }

  /** Made once, however many ask for it meanwhile; a failure is not kept. */
  async get(key: string, make: () => Promise<Value>): Promise<Value> {
    const known = this.find(key);
    if (known !== null) return known;
    const going = this.making.get(key);
    if (going) return going;
    const made = make().then((value) => {
      this.keep(key, value);
      return value;
    });
    this.making.set(key, made);
    return made.finally(() => this.making.delete(key));
  }

  /** Everything whose key begins so. */
  forget(prefix: string): void {
    for (const [key, { size }] of this.entries) {
      if (!key.startsWith(prefix)) continue;
      this.entries.delete(key);
      this.total -= size;
    }
  }

  private keep(key: string, value: Value): void {
    const size = this.sizeOf(value);
    if (size > this.most) return;
    this.entries.set(key, { value, size });
    this.total += size;
    for (const [oldest, entry] of this.entries) {
      if (this.total <= this.most) return;
      this.entries.delete(oldest);
      this.total -= entry.size;
    }
  }
}
