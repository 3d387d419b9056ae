/** `encours person left|keep`: the answer to the question whether somebody has left, from a shell. */
import type { Command } from 'commander';
import { act } from '../core/desk/act.ts';
import { sayGone, sayHere } from '../core/desk/answer-leaver.ts';
import { actingHouse, answer, type Context, personAt, withStore } from './context.ts';

interface AnswerFlags {
  readonly actor: string;
  readonly successor?: string;
}

async function answerCommand(context: Context, email: string, is: 'gone' | 'here', { actor, successor }: AnswerFlags): Promise<void> {
  const { language } = context.config.policy;
  await withStore(context, async (store) => {
    const [person, by] = [await personAt(store, email, language), await personAt(store, actor, language)];
    const to = successor === undefined ? undefined : await personAt(store, successor, language);
    const words = await act(await actingHouse(context.config, store), { by, locale: language }, (under) =>
      is === 'here' ? sayHere(under, person.id) : sayGone(under, person.id, { successorId: to?.id, unasked: true }),
    );
    answer(context, { person: person.email, is, message: words }, () => `${words}\n`);
  });
}

/** Adds `person left` and `person keep`. */
export function addPersonCommands(
  root: Command,
  run: (command: Command, work: (context: Context) => Promise<void>) => Promise<void>,
): void {
  const person = root.command('person').description('people who leave, or do not').exitOverride();
  const add = (name: string, description: string): Command =>
    person
      .command(`${name} <email>`)
      .description(description)
      .requiredOption('--actor <email>', 'the administrator who says so')
      .option('--json', 'answer with one JSON document')
      .exitOverride();
  add('left', 'they have left: their roles end, and what was theirs is passed on')
    .option('--successor <email>', 'who takes over; their substitute, manager or the credit manager when left out')
    .action((email: string, flags: AnswerFlags, command: Command) =>
      run(command, (context) => answerCommand(context, email, 'gone', flags)),
    );
  add('keep', 'they are here: nothing changes').action((email: string, flags: AnswerFlags, command: Command) =>
    run(command, (context) => answerCommand(context, email, 'here', flags)),
  );
}
