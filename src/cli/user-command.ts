/**
 * `recueil user`: accounts from the machine itself, also when nobody can sign in any more. Whoever may run it can read the key
 * and the database: nothing is asked. A link is printed once, alone on its line.
 */
import { type Command, Option } from 'commander';
import { makeLink } from '../accounts/links.js';
import { inviteBody } from '../accounts/requests.js';
import { checkBody } from '../http/check-body.js';
import { Users } from '../accounts/users.js';
import { type Config, loadConfig } from '../config/config.js';
import { createLogger } from '../config/log.js';
import { dataSourceOptions } from '../database/data-source.js';
import { DataSource } from '../database/orm.js';
import { type Role, ROLES } from '../http/access.js';
import { openVaultOf } from '../open-database.js';
import { reachDatabase } from './reach-database.js';

type Write = (text: string) => void;
const ACTOR = 'command';

export function addUserCommand(program: Command, out: Write): void {
  const user = program.command('user').description('people who may sign in to the console');
  user
    .command('add')
    .description('invite a person: prints a link that is good once, for seven days')
    .argument('<email>')
    .requiredOption('--name <name>', 'first name and name')
    .addOption(new Option('--role <role>').choices([...ROLES]).default('investigator'))
    .action((email: string, { name, role }: { name: string; role: Role }) =>
      withUsers(async (users, config) => {
        const { token } = await users.add(checkBody(inviteBody, { email, name, role }), ACTOR);
        printLink(config, token, out);
      }),
    );
  user
    .command('list')
    .description('everyone, with role and state')
    .option('--json', 'an array')
    .action(({ json }: { json?: boolean }) =>
      withUsers(async (users) => {
        const all = await users.list();
        if (json) out(`${JSON.stringify(all)}\n`);
        else
          for (const { email, name, role, state } of all) out(`${[email, name, role, state].join('  ')}\n`);
      }),
    );
  user
    .command('disable')
    .description('nobody signs in with this account any more; its sessions end')
    .argument('<email>')
    .action((email: string) =>
      withUsers(async (users) => {
        await users.change(await users.getIdByEmail(email), { role: null, disabled: true }, ACTOR);
      }),
    );
  user
    .command('reset')
    .description('void password and second factor: prints a link to new ones that is good once, for a day')
    .argument('<email>')
    .action((email: string) =>
      withUsers(async (users, config) => {
        printLink(config, await users.reset(await users.getIdByEmail(email), ACTOR), out);
      }),
    );
}

function printLink(config: Config, token: string, out: Write): void {
  out(`${makeLink(config, config.port, token)}\n`);
}

async function withUsers(work: (users: Users, config: Config) => Promise<void>): Promise<void> {
  const config = loadConfig();
  const database = await reachDatabase(config);
  try {
    const vault = await openVaultOf(config, database.url, createLogger(config, { to: 'stderr' }));
    const source = await new DataSource(dataSourceOptions(database.url, 2)).initialize();
    try {
      await work(new Users(source, vault, () => new Date()), config);
    } finally {
      await source.destroy();
    }
  } finally {
    await database.stop();
  }
}
