#!/usr/bin/env node
/** The command `recueil`. JSON alone on standard output, logs on standard error; exit codes as in CONTRIBUTING.md. */
import 'reflect-metadata';
import { writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { extname } from 'node:path';
import { Command, CommanderError, Option } from 'commander';
import { runCases } from './cli/cases-command.js';
import { runDoctor } from './cli/doctor-command.js';
import { runImport } from './cli/import-command.js';
import { runInvite, type InviteOptions } from './cli/invite-command.js';
import { addUserCommand } from './cli/user-command.js';
import { loadConfig, loadStudyFolder } from './config/config.js';
import { createLogger } from './config/log.js';
import { CASE_STATES, type CaseState } from './core/case/case-state.js';
import { LANGUAGES, type Language } from './core/study/study.js';
import { explainStartFailure } from './explain-start-failure.js';
import { writeSheetDocx } from './external/sheet-docx.js';
import { writeSheetPdf } from './external/sheet-pdf.js';
import { openDatabase } from './open-database.js';
import { runReadCommand } from './read/read-command.js';
import { loadStudy } from './studies/load-study.js';

const { version } = createRequire(import.meta.url)('../package.json') as { version: string };
const out = (text: string): void => void process.stdout.write(text);
const err = (text: string): void => void process.stderr.write(text);

const program = new Command('recueil')
  .description('A multicentre case series by e-mail')
  .version(version)
  .exitOverride()
  .configureOutput({ writeOut: out, writeErr: err });

program
  .command('sheet')
  .description('write the blank collection sheet')
  .addOption(
    new Option('--format <format>', 'pdf or docx; by default what the file name says').choices([
      'pdf',
      'docx',
    ]),
  )
  .addOption(new Option('--lang <language>').choices([...LANGUAGES]).default('fr'))
  .requiredOption('-o, --output <file>', 'where to write it')
  .action(async (options: { format?: 'pdf' | 'docx'; lang: Language; output: string }) => {
    const study = loadStudy(loadStudyFolder());
    const format = options.format ?? (extname(options.output).toLowerCase() === '.docx' ? 'docx' : 'pdf');
    const write = format === 'docx' ? writeSheetDocx : writeSheetPdf;
    await writeFile(options.output, await write(study, options.lang));
  });

program
  .command('read')
  .description('read files: one line for each sheet found; needs no database and no network')
  .argument('<files...>')
  .option('--json', 'one JSON line for each sheet')
  .option(
    '--explain <folder>',
    'draw each page of each sheet with what was read on it, as PNG into this folder',
  )
  .action(async (files: string[], options: { json?: boolean; explain?: string }) => {
    process.exitCode = await runReadCommand(
      files,
      {
        json: options.json ?? false,
        studies: [loadStudy(loadStudyFolder())],
        explain: options.explain,
      },
      out,
      err,
    );
  });

program
  .command('cases')
  .description('what has been received')
  .addOption(new Option('--state <state>').choices([...CASE_STATES]))
  .option('--json', 'an array of cases with their answers')
  .action(async (options: { state?: CaseState; json?: boolean }) => {
    await runCases(loadConfig(), options, out);
  });

program
  .command('import')
  .description('take messages from files (.eml, .msg, mbox) and folders of them, as if they had come by mail')
  .argument('<paths...>')
  .option('--json', 'one JSON line for each message, and for each file that holds none')
  .action(async (paths: string[], options: { json?: boolean }) => {
    process.exitCode = await runImport(loadConfig(), paths, options, { out, err });
  });

program
  .command('invite')
  .description('bring a list of colleagues in (CSV: email, centre, langue) and call them for cases')
  .argument('[contacts]', 'a CSV file; without one, those who are known')
  .option('--again', 'the second call, to those who were silent')
  .option('--dry-run', 'say who would be called, and who would not and why')
  .option('--status', 'how many were called, answered, have no case, are silent')
  .option('--json', 'as JSON')
  .action(async (file: string | undefined, options: InviteOptions) => {
    if (file === undefined && options.again !== true && options.status !== true)
      throw new CommanderError(2, 'invite.file', 'a file of contacts is needed, or --again, or --status');
    process.exitCode = await runInvite(loadConfig(), file, options, { out, err });
  });

addUserCommand(program, out);

program
  .command('migrate')
  .description('bring the database up to date')
  .action(async () => {
    const config = loadConfig();
    const database = await openDatabase(config, createLogger(config, { to: 'stderr' }));
    await database.stop();
    err('the database is up to date\n');
  });

program
  .command('doctor')
  .description('check mailbox, SMTP, database, keys and study, and say what is wrong')
  .action(async () => {
    process.exitCode = await runDoctor(out);
  });

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? 0 : 2;
  } else {
    const { lines, exitCode } = explainStartFailure(error);
    process.stderr.write(`${lines.join('\n')}\n`);
    process.exitCode = exitCode;
  }
}
