/** The vault: what goes in comes out, in its own place only, under its own key only. */
import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { openVault, type Vault, VaultError, type WrappedKey } from '../../src/external/vault.js';

const folders: string[] = [];
let keyFile = '';
let rows: WrappedKey[] = [];
let warnings: string[] = [];

const open = (file = keyFile, stored = rows): Promise<Vault> =>
  openVault({
    keyFile: file,
    loadWrapped: () => Promise.resolve([...stored]),
    saveWrapped: (key) => {
      if (stored.length === 0) stored.push(key);
      return Promise.resolve();
    },
    warn: (message) => warnings.push(message),
  });

async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'recueil-vault-'));
  folders.push(folder);
  return folder;
}

function codeOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof VaultError) return error.code;
    throw error;
  }
  return 'opened';
}

beforeEach(async () => {
  keyFile = join(await makeFolder(), 'deep', 'key');
  rows = [];
  warnings = [];
});

afterAll(async () => {
  for (const folder of folders) await rm(folder, { recursive: true, force: true });
});

describe('seal and open', () => {
  it('gives back every value in its own place', async () => {
    const vault = await open();
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 5000 }), fc.string({ minLength: 1 }), (plain, context) => {
        expect(vault.open(vault.seal(plain, context), context).equals(Buffer.from(plain))).toBe(true);
      }),
    );
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.jsonValue(), (text, value) => {
        expect(vault.openText(vault.sealText(text, 'letters.body:1'), 'letters.body:1')).toBe(text);
        const json: unknown = JSON.parse(JSON.stringify(value));
        expect(vault.openJson(vault.sealJson(value, 'answers.value:1'), 'answers.value:1')).toEqual(json);
      }),
    );
  });

  it('opens in no other place', async () => {
    const vault = await open();
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.string({ minLength: 1 }), (one, other) => {
        fc.pre(one !== other);
        expect(codeOf(() => vault.openText(vault.sealText('72,5', one), other))).toBe('tampered');
      }),
    );
  });

  it('opens no changed value, whichever bit was changed', async () => {
    const vault = await open();
    const sealed = vault.sealText('oui', 'answers.value:1');
    for (let bit = 0; bit < sealed.length * 8; bit += 1) {
      const changed = Buffer.from(sealed);
      changed.writeUInt8(changed.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      expect(codeOf(() => vault.open(changed, 'answers.value:1'))).not.toBe('opened');
    }
    for (let length = 0; length < sealed.length; length += 1) {
      expect(codeOf(() => vault.open(sealed.subarray(0, length), 'answers.value:1'))).not.toBe('opened');
    }
  });

  it('hides the value and that two values are the same', async () => {
    const vault = await open();
    const one = vault.sealText('lymphome', 'a:1');
    expect(one.includes('lymphome')).toBe(false);
    expect(one.equals(vault.sealText('lymphome', 'a:1'))).toBe(false);
    expect(() => vault.sealText('lymphome', '')).toThrow(TypeError);
  });

  it('opens a view into a larger buffer, as the database driver gives it', async () => {
    const vault = await open();
    const sealed = vault.sealText('oui', 'a:1');
    const large = new Uint8Array(sealed.length + 20);
    large.set(sealed, 7);
    expect(vault.openText(large.subarray(7, 7 + sealed.length), 'a:1')).toBe('oui');
  });
});

describe('digest and sign', () => {
  it('are stable over a restart, differ by purpose, and are not plain hashes', async () => {
    const vault = await open();
    const digest = vault.digest('P-014', 'patient');
    expect(digest).toHaveLength(32);
    expect((await open()).digest(Buffer.from('P-014'), 'patient').equals(digest)).toBe(true);
    expect(vault.digest('P-014', 'message').equals(digest)).toBe(false);
    const elsewhere = await open(join(await makeFolder(), 'key'), []);
    expect(elsewhere.digest('P-014', 'patient').equals(digest)).toBe(false);
  });

  it('verifies its own signature in any case, and no other', async () => {
    const vault = await open();
    const signature = vault.sign('DARA-0042');
    expect(signature).toMatch(/^[a-z2-7]{20}$/);
    expect(vault.verify('DARA-0042', signature.toUpperCase())).toBe(true);
    expect(vault.verify('DARA-0043', signature)).toBe(false);
    expect(vault.verify('DARA-0042', '')).toBe(false);
    expect(vault.verify('DARA-0042', `${signature.slice(0, -1)}é`)).toBe(false);
  });
});

describe('keys', () => {
  it('makes a key file that only its owner reads, once', async () => {
    const first = await open();
    const text = await readFile(keyFile, 'utf8');
    expect((await stat(keyFile)).mode & 0o777).toBe(0o600);
    const second = await open();
    expect(await readFile(keyFile, 'utf8')).toBe(text);
    expect(rows).toHaveLength(1);
    expect(second.openText(first.sealText('oui', 'a:1'), 'a:1')).toBe('oui');
    expect(warnings).toEqual([]);
  });

  it('ends with one key when several processes start at once', async () => {
    const vaults = await Promise.all(Array.from({ length: 8 }, () => open()));
    expect(rows).toHaveLength(1);
    for (const vault of vaults) expect(vault.openText(vaults[0]!.sealText('oui', 'a:1'), 'a:1')).toBe('oui');
  });

  it('warns when others can read the key file', async () => {
    await open();
    await chmod(keyFile, 0o640);
    await open();
    expect(warnings).toEqual([`others can read the key file ${keyFile}: chmod 600 it`]);
  });

  it('refuses another key file', async () => {
    await open();
    const other = join(await makeFolder(), 'key');
    await open(other, []);
    await expect(open(other)).rejects.toMatchObject({ code: 'wrong_key' });
  });

  it('refuses to make a new key beside existing data keys', async () => {
    await open();
    await rm(keyFile);
    await expect(open()).rejects.toMatchObject({ code: 'key_lost' });
    await expect(stat(keyFile)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it.each([
    ['empty', ''],
    ['cut', 'recueil-key-1:abcd'],
    ['something else', '-----BEGIN PRIVATE KEY-----\nabc'],
  ])('refuses a key file that is %s', async (_, text) => {
    await open();
    await writeFile(keyFile, text);
    await expect(open()).rejects.toMatchObject({ code: 'key_file' });
  });

  it('refuses a wrapped key that was changed or given another id', async () => {
    await open();
    const [row] = rows;
    const changed = Buffer.from(row!.wrapped);
    changed.writeUInt8(changed.readUInt8(40) ^ 1, 40);
    await expect(open(keyFile, [{ ...row!, wrapped: changed }])).rejects.toMatchObject({ code: 'wrong_key' });
    const id = '00000000-0000-4000-8000-000000000000';
    await expect(open(keyFile, [{ ...row!, id }])).rejects.toMatchObject({ code: 'wrong_key' });
  });

  it('seals under the newest of several data keys, opens under all, and keeps digests and signatures', async () => {
    const before = await open();
    const old = before.sealText('avant', 'a:1');
    const spare: WrappedKey[] = [];
    await open(keyFile, spare);
    rows.push({ ...spare[0]!, createdAt: new Date(rows[0]!.createdAt.getTime() + 1000) });
    const after = await open();
    const fresh = after.sealText('après', 'a:1');
    expect(after.openText(old, 'a:1')).toBe('avant');
    expect(codeOf(() => before.openText(fresh, 'a:1'))).toBe('unknown_key');
    await before.refresh();
    expect(before.openText(fresh, 'a:1')).toBe('après');
    expect(after.digest('x', 'y').equals(before.digest('x', 'y'))).toBe(true);
    expect(after.sign('x')).toBe(before.sign('x'));
  });
});
