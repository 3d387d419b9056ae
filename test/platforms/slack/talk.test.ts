/** Conversations with a real workspace: answers in private and in public, forms, and Slack's three seconds kept by a core that takes its time. */
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Card, type Form, sentence } from '../../../src/core/desk/card.ts';
import type { InboundEvent, Receive, Reply } from '../../../src/core/desk/inbound.ts';
import { decodeIntent } from '../../support/conversation.ts';
import { ALICE, BOB, GENERAL, type LogEntry, TEAM } from '../../support/local-slack.ts';
import { sendInteraction } from './requests.ts';
import { openScene, type Scene } from './support.ts';

let scene: Scene;
let core: Receive = async () => [];
beforeAll(async () => {
  scene = await openScene((event, progress) => core(event, progress));
});
afterAll(() => scene.close());
beforeEach(() => {
  scene.events.length = 0;
});

const answers =
  (...replies: Reply[]): Receive =>
  async () =>
    replies;
const privately = (card: Card): Reply => ({ type: 'private', card });
const withButton = (text: string): Card => ({
  blocks: [
    { type: 'text', text },
    { type: 'buttons', buttons: [{ label: 'Ouvrir', intent: { kind: 'debtor.show', debtor: 7 } }] },
  ],
  fallback: text,
  amounts: true,
  locale: 'fr',
});
const FORM: Form = {
  title: 'Litige sur une facture de Dupont SA',
  submit: 'Ouvrir',
  cancel: 'Annuler',
  intro: 'Ce que dit le client',
  fields: [
    { type: 'text', id: 'why', label: 'Pourquoi', multiline: true, initial: 'Il manque' },
    { type: 'choice', id: 'reason', label: 'Motif', options: [{ value: 'QUANTITY', label: 'Quantité' }] },
    {
      type: 'choices',
      id: 'items',
      label: 'Factures',
      options: [
        { value: '1', label: 'FA-1' },
        { value: '2', label: 'FA-2' },
      ],
      optional: true,
    },
    { type: 'date', id: 'by', label: 'Pour le', optional: true, initial: '2026-11-25' },
  ],
  intent: { kind: 'debtor.show', debtor: 7 },
  locale: 'fr',
};

interface View {
  readonly id: string;
  readonly private_metadata: string;
  readonly blocks: readonly {
    readonly type: string;
    readonly block_id: string;
    readonly text?: { readonly text: string };
    readonly element?: Record<string, unknown>;
  }[];
  readonly title: object;
  readonly submit?: object;
  readonly close: object;
}

async function calls(method: string): Promise<readonly LogEntry[]> {
  return (await scene.workspace.log()).filter((entry) => entry.kind === 'web_api' && entry.summary === method);
}

async function lastView(method: 'views.open' | 'views.update', after = 0): Promise<View> {
  await expect.poll(async () => (await calls(method)).length).toBeGreaterThan(after);
  const detail = (await calls(method)).at(-1)?.detail as { readonly view: View } | undefined;
  if (!detail) throw new Error(`no ${method}`);
  return { ...detail.view, id: 'V1' };
}

const words = (view: View): string => JSON.stringify(view.blocks);

/** The form as Slack sends it when it is submitted with these answers. */
function submission(view: View, values: Readonly<Record<string, object>>, trigger: string): object {
  const state = { values: Object.fromEntries(Object.entries(values).map(([block, value]) => [block, { answer: value }])) };
  return {
    type: 'view_submission',
    team: { id: TEAM },
    user: { id: ALICE, team_id: TEAM },
    trigger_id: trigger,
    view: { ...view, type: 'modal', callback_id: 'encours_form', hash: 'h', state },
  };
}

describe('an answer', () => {
  test('to a command in a channel is seen by its author alone', async () => {
    core = answers(privately(withButton('Dupont SA : 71 300 €')));
    await scene.workspace.command(ALICE, GENERAL, '/debtor', 'dup');
    const seen = await scene.workspace.waitFor(GENERAL, (m) => m.text.startsWith('Dupont SA'));
    expect(seen).toMatchObject({ subtype: 'ephemeral', ephemeral_to: ALICE });
  });

  test('for everyone stands in the channel; a button brings its payload and the place of the pressed card', async () => {
    core = answers({ type: 'public', card: withButton('Partagé') });
    await scene.workspace.command(ALICE, GENERAL, '/debtor', 'dup');
    const shared = await scene.workspace.waitFor(GENERAL, (m) => m.text === 'Partagé');
    expect(shared.subtype).toBeUndefined();
    core = answers(privately(sentence('Le voici', 'fr')));
    scene.events.length = 0;
    await scene.workspace.press(BOB, GENERAL, shared, 'Ouvrir');
    await scene.workspace.waitFor(GENERAL, (m) => m.text === 'Le voici' && m.ephemeral_to === BOB);
    const [{ key, happening }] = scene.events as [InboundEvent];
    expect(key).toMatch(/^slack:press:.+:.+/);
    expect(happening).toMatchObject({ type: 'press', message: { tenant: TEAM, channel: GENERAL, id: shared.ts } });
    expect(happening.type === 'press' && decodeIntent(happening.payload)).toEqual({ kind: 'debtor.show', debtor: 7 });
  });

  test('in the private conversation is a plain message; progress gives way to the result', async () => {
    const identity = { platform: 'slack', tenant: TEAM, userId: ALICE } as const;
    const { channel } = await scene.slack.gateway.post({ key: 'hello', to: { kind: 'person', identity }, card: sentence('Bonjour', 'fr') });
    core = async (_, progress) => {
      await progress?.(sentence('Lecture : 10 %', 'fr'));
      await progress?.(sentence('Lecture : 90 %', 'fr'));
      return [privately(sentence('Importé', 'fr')), privately(sentence('Et voilà', 'fr'))];
    };
    await scene.workspace.say(ALICE, channel, 'importe');
    await scene.workspace.waitFor(channel, (m) => m.text === 'Et voilà');
    const texts = (await scene.workspace.messages(channel)).slice(-2).map((m) => m.text);
    expect(texts).toEqual(['Importé', 'Et voilà']);
  });

  test('several come in their order', async () => {
    core = answers(...['un', 'deux', 'trois'].map((text) => privately(sentence(`Ordre ${text}`, 'fr'))));
    await scene.workspace.command(ALICE, GENERAL, '/agenda');
    await scene.workspace.waitFor(GENERAL, (m) => m.text === 'Ordre trois');
    expect((await scene.workspace.messages(GENERAL)).map((m) => m.text).filter((text) => text.startsWith('Ordre'))).toEqual([
      'Ordre un',
      'Ordre deux',
      'Ordre trois',
    ]);
  });
});

describe('a form', () => {
  test('opens with its fields, and its answers come back with its intent and its place', async () => {
    core = answers({ type: 'form', form: FORM });
    await scene.workspace.command(ALICE, GENERAL, '/debtor', 'dup');
    const view = await lastView('views.open');
    expect(view).toMatchObject({ title: { text: 'Litige sur une facture…' }, submit: { text: 'Ouvrir' }, close: { text: 'Annuler' } });
    expect(view.blocks.map((block) => block.element?.type ?? block.type)).toEqual([
      'section',
      'plain_text_input',
      'static_select',
      'checkboxes',
      'datepicker',
    ]);
    core = answers(privately(sentence('Ouvert', 'fr')));
    scene.events.length = 0;
    const option = (value: string) => ({ text: { type: 'plain_text', text: value }, value });
    const values = {
      why: { type: 'plain_text_input', value: 'Il manque 2 palettes' },
      reason: { type: 'static_select', selected_option: option('QUANTITY') },
      items: { type: 'checkboxes', selected_options: [option('1'), option('2')] },
      by: { type: 'datepicker', selected_date: null },
    };
    const answer = await sendInteraction(scene.address, submission(view, values, 'tr-form'));
    expect(await answer.text()).toBe('');
    await scene.workspace.waitFor(GENERAL, (m) => m.text === 'Ouvert' && m.ephemeral_to === ALICE);
    expect(scene.events[0]).toMatchObject({
      key: 'slack:submit:tr-form',
      where: { channel: GENERAL, direct: false },
      happening: { type: 'submit', answers: { why: 'Il manque 2 palettes', reason: 'QUANTITY', items: '1\n2', by: '' } },
    });
    expect(scene.events[0]?.happening.type === 'submit' && decodeIntent(scene.events[0].happening.payload)).toEqual(FORM.intent);
  });

  test('with faulty answers stays open with a sentence at each, in the acknowledgement', async () => {
    core = answers({ type: 'form', form: FORM });
    const before = (await calls('views.open')).length;
    await scene.workspace.command(ALICE, GENERAL, '/debtor', 'dup');
    const view = await lastView('views.open', before);
    core = answers({ type: 'form-errors', errors: { why: 'Trop court', gone: 'Montant trop grand' } });
    const answer = await sendInteraction(scene.address, submission(view, { why: { type: 'plain_text_input', value: 'x' } }, 'tr-errors'));
    expect(await answer.json()).toEqual({ response_action: 'errors', errors: { why: 'Trop court Montant trop grand' } });
  });
});

describe('when the core takes longer than Slack waits', () => {
  const slowly =
    (ms: number, ...replies: Reply[]): Receive =>
    async () => {
      await sleep(ms);
      done = Date.now();
      return replies;
    };
  let done = 0;

  test('a command is acknowledged at once, and its answer still comes after five seconds', async () => {
    core = slowly(5000, privately(sentence('Enfin', 'fr')));
    const opened = (await calls('views.open')).length;
    const start = Date.now();
    await scene.workspace.command(ALICE, GENERAL, '/balance');
    // Slack waits for three seconds.
    expect(Date.now() - start).toBeLessThan(3000);
    await scene.workspace.waitFor(GENERAL, (m) => m.text === 'Enfin');
    const log = await scene.workspace.log();
    const acknowledged = log.findLast((entry) => entry.kind === 'slash_commands' && entry.summary === 'HTTP 200');
    expect(acknowledged?.time).toBeLessThan(done - 2000);
    // The trigger would be dead by now: a modal took it and says where the answer is.
    expect(words(await lastView('views.open', opened))).toContain('C’est noté');
    expect(words(await lastView('views.update'))).toContain('dans la conversation');
  });

  test('the form takes the place of the modal that said to wait', async () => {
    core = slowly(3300, { type: 'form', form: FORM });
    const [opened, updated] = [(await calls('views.open')).length, (await calls('views.update')).length];
    await scene.workspace.command(ALICE, GENERAL, '/debtor', 'dup');
    expect(words(await lastView('views.open', opened))).toContain('C’est noté');
    expect(words(await lastView('views.update', updated))).toContain('Pourquoi');
    expect(await calls('views.open')).toHaveLength(opened + 1);
  });

  test('a submitted form is acknowledged in time with “noted”, then shows the faults and keeps the answers', async () => {
    core = answers({ type: 'form', form: FORM });
    const [opened, updated] = [(await calls('views.open')).length, (await calls('views.update')).length];
    await scene.workspace.command(ALICE, GENERAL, '/debtor', 'dup');
    const view = await lastView('views.open', opened);
    core = slowly(3300, { type: 'form-errors', errors: { why: 'Trop court' } });
    const start = Date.now();
    const answer = await sendInteraction(scene.address, submission(view, { why: { type: 'plain_text_input', value: 'court' } }, 'tr-slow'));
    expect(Date.now() - start).toBeLessThan(3000);
    expect(await answer.json()).toMatchObject({
      response_action: 'update',
      view: { blocks: [{ text: { text: 'C’est noté, la réponse arrive.' } }] },
    });
    const again = await lastView('views.update', updated);
    expect(again.blocks.map((block) => block.text?.text ?? block.element?.initial_value)).toEqual([
      'Ce que dit le client',
      '⚠ Trop court',
      'court',
      undefined,
      undefined,
      undefined,
    ]);
    expect(again.private_metadata).toBe(view.private_metadata);
  });
});
