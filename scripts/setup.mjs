/**
 * What a fresh clone lacks, done by itself: npm's packages, the build and, for the tests, Debian's programs.
 * Node's own modules only, for this runs before there are any others.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, isBuildStale } from './build.mjs';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const NODE = [20, 19];
const POLICY = '/usr/sbin/policy-rc.d';

const GI_POPPLER = "import gi; gi.require_version('Poppler', '0.18')";

/** Programs that the tests drive: how to tell that one is there, and the Debian package that brings it. */
const programs = [
  { name: 'dovecot-imapd', there: () => hasFile('/usr/sbin/dovecot') && hasFile('/usr/lib/dovecot/imap') },
  { name: 'dovecot-lmtpd', there: () => hasFile('/usr/lib/dovecot/lmtp') },
  { name: 'pdftk-java', there: () => hasCommand('pdftk') },
  { name: 'qpdf', there: () => hasCommand('qpdf') },
  { name: 'ghostscript', there: () => hasCommand('gs') },
  { name: 'poppler-utils', there: () => hasCommand('pdftotext') && hasCommand('pdftocairo') },
  { name: 'imagemagick', there: () => hasFile('/usr/bin/convert') },
  { name: 'libtiff-tools', there: () => hasCommand('tiff2pdf') },
  { name: 'libheif-examples', there: () => hasCommand('heif-enc') },
  { name: 'libreoffice-writer', there: () => hasCommand('soffice') && hasOfficePart('libswlo.so') },
  { name: 'libreoffice-draw', there: () => hasCommand('soffice') && hasOfficePart('libsdlo.so') },
  { name: 'mupdf-tools', there: () => hasCommand('mutool') },
  { name: 'chromium', there: () => hasCommand('chromium') },
  { name: 'clamav-daemon', there: () => hasCommand('clamd') },
  { name: 'spamassassin', there: () => hasCommand('spamassassin') },
  { name: 'libemail-outlook-message-perl', there: () => hasCommand('msgconvert') },
  { name: 'libemail-address-perl', there: () => runs('/usr/bin/perl', ['-MEmail::Address', '-e', '1']) },
  { name: 'fonts-liberation', there: () => hasFile('/usr/share/fonts/truetype/liberation') },
  // Debian's own Python: another one first in PATH does not see Debian's packages.
  { name: 'gir1.2-poppler-0.18', there: () => runs('/usr/bin/python3', ['-c', GI_POPPLER]) },
  { name: 'python3-gi', there: () => runs('/usr/bin/python3', ['-c', 'import gi']) },
  { name: 'python3-pypdf', there: () => runs('/usr/bin/python3', ['-c', 'import pypdf']) },
];

/** Makes the checkout ready to run, with `tests` ready to be tested; `built: false` leaves dist/ alone. Ends the process, saying what to do, where it cannot. */
export function setUp({ tests = false, built = true } = {}) {
  checkNode();
  if (isInstallStale()) {
    say('installing the npm packages (npm ci)');
    must('npm', ['ci', '--no-audit', '--no-fund']);
  }
  if (tests) installPrograms();
  if (built && isBuildStale()) {
    say('building');
    if (!build()) stop('the build failed');
  }
}

/** Runs a command with this terminal; its exit code. */
export function run(command, args, options = {}) {
  const { status, error } = spawnSync(command, args, {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
    ...options,
  });
  if (error) say(`${command}: ${error.message}`);
  return status ?? 1;
}

/** To standard error: standard output belongs to what is run. */
export function say(words) {
  process.stderr.write(`recueil: ${words}\n`);
}

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < NODE[0] || (major === NODE[0] && minor < NODE[1])) {
    stop(`Node ${NODE.join('.')} or newer is needed, this is ${process.versions.node}`);
  }
}

/** True when what is installed is not what package-lock.json names. Times do not tell: a checkout changes them. */
function isInstallStale() {
  const installed = readLock(join(root, 'node_modules', '.package-lock.json'));
  const wanted = readLock(join(root, 'package-lock.json'));
  return Object.entries(wanted).some(
    ([path, { version, optional }]) => path !== '' && !optional && installed[path]?.version !== version,
  );
}

function readLock(file) {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')).packages ?? {}) : {};
}

function installPrograms() {
  const missing = findMissing();
  if (missing.length === 0) return;
  const privilege = findPrivilege();
  if (!hasCommand('apt-get') || privilege === null) askFor(missing);
  say(`installing ${missing.join(' ')} (apt-get)`);
  // Apart from root's policy, a Debian package of a server starts it: the tests want the program, not a mail server.
  const ownPolicy = privilege.length === 0 && !existsSync(POLICY);
  if (ownPolicy) writeFileSync(POLICY, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  try {
    const [command, ...prefix] = [...privilege, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get'];
    run(command, [...prefix, 'update', '-q'], { stdio: ['ignore', 2, 2] });
    run(command, [...prefix, 'install', '-y', '-q', '--no-install-recommends', ...missing], {
      stdio: ['ignore', 2, 2],
    });
  } finally {
    if (ownPolicy) rmSync(POLICY, { force: true });
  }
  const left = findMissing();
  if (left.length > 0) askFor(left);
}

function findMissing() {
  return programs.filter(({ there }) => !there()).map(({ name }) => name);
}

/** The words before a command that make it run as root; null where there are none. */
function findPrivilege() {
  if (process.getuid?.() === 0) return [];
  return hasCommand('sudo') && runs('sudo', ['-n', 'true']) ? ['sudo', '-n'] : null;
}

function askFor(names) {
  stop(
    `the tests need programs that are not here. Install them, then try again:\n  sudo apt-get install ${names.join(' ')}`,
  );
}

function must(command, args) {
  const code = run(command, args, { stdio: ['ignore', 2, 2] });
  if (code !== 0) stop(`${command} ${args.join(' ')} failed (${code})`);
}

function stop(words) {
  say(words);
  process.exit(1);
}

function hasFile(path) {
  return existsSync(path);
}

function hasCommand(name) {
  return ['/usr/bin', '/usr/sbin', '/bin', '/usr/local/bin', ...(process.env.PATH ?? '').split(':')].some(
    (folder) => existsSync(join(folder, name)),
  );
}

function hasOfficePart(library) {
  return ['/usr/lib/libreoffice/program', '/usr/lib64/libreoffice/program', '/opt/libreoffice/program'].some(
    (folder) => existsSync(join(folder, library)),
  );
}

function runs(command, args) {
  return spawnSync(command, args, { stdio: 'ignore' }).status === 0;
}
