/** Forms as inputs in a card: valid by Microsoft's parser, within Teams's size with what was cut counted, their answers read back, their origin signed. */
import { createRequire } from 'node:module';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Field, type Form, sentence } from '../../../src/core/desk/card.ts';
import { byteLength, type Json } from '../../../src/platforms/adaptive.ts';
import { formCard, readSubmitted, reopened } from '../../../src/platforms/teams/forms.ts';
import { MAX_CARD } from '../../../src/platforms/teams/limits.ts';
import { runs } from '../../support/chance.ts';
import { ALICE, type Any, actionsOf, BOB, joinTeam, OPS, TENANT, wordsOf } from '../../support/teams.ts';
import { openScene, type Scene } from './support.ts';

const AC = createRequire(import.meta.url)('adaptivecards/dist/adaptivecards.min.js') as typeof import('adaptivecards');

function findings(json: Json): readonly string[] {
  const context = new AC.SerializationContext(AC.Versions.v1_5);
  const card = new AC.AdaptiveCard();
  card.parse(json, context);
  const parsed = Array.from({ length: context.eventCount }, (_, i) => context.getEventAt(i).message);
  return [...parsed, ...card.validateProperties().validationEvents.map((e) => e.message)];
}

const form = (...fields: Field[]): Form => ({
  title: 'Titre',
  submit: 'Valider',
  cancel: 'Annuler',
  fields,
  intent: { kind: 'help' },
  locale: 'fr',
});
const options = (count: number) =>
  Array.from({ length: count }, (_, i) => ({ value: `person:${i}`, label: `Personne numéro ${i} de l’équipe` }));
const submitData = (card: Json): Any => actionsOf(card).find((action) => action.verb === 'submit')?.data;

describe('a form', () => {
  test('of any fields is valid, within the size of a card, and brings its answers back', () => {
    const word = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 });
    const choices = fc.uniqueArray(word, { minLength: 1, maxLength: 30 }).map((all) => all.map((value) => ({ value, label: value })));
    const field = (id: string): fc.Arbitrary<Field> =>
      fc.oneof(
        fc.record({ type: fc.constant('text' as const), id: fc.constant(id), label: word, multiline: fc.boolean(), hint: word }),
        fc.record({ type: fc.constant('choice' as const), id: fc.constant(id), label: word, options: choices, optional: fc.boolean() }),
        fc.record({ type: fc.constant('choices' as const), id: fc.constant(id), label: word, options: choices }),
        fc.record({ type: fc.constant('date' as const), id: fc.constant(id), label: word, initial: fc.constant('2026-11-23') }),
      );
    fc.assert(
      fc.property(field('a'), field('b'), (a, b) => {
        const card = formCard(form(a, b));
        expect(findings(card)).toEqual([]);
        expect(byteLength(card)).toBeLessThanOrEqual(MAX_CARD);
        const chosen =
          a.type === 'choices'
            ? a.options.slice(0, 2).map((o) => o.value)
            : a.type === 'choice'
              ? [a.options[0]?.value ?? '']
              : ['réponse, avec virgule'];
        const answer = a.type === 'text' || a.type === 'date' ? chosen.join() : chosen.map(encodeURIComponent).join(',');
        const sent = readSubmitted({ ...submitData(card), 'answer.a': answer });
        expect(sent?.answers.a).toBe(chosen.join('\n'));
        expect(sent?.shape?.fields).toHaveLength(2);
      }),
      { numRuns: runs(100) },
    );
  });

  test('with more options than a card carries shows as many as fit and counts the rest; the chosen one is among them', () => {
    const card = formCard(form({ type: 'choice', id: 'to', label: 'À qui', options: options(1500), initial: 'person:1499' }));
    expect(byteLength(card)).toBeLessThanOrEqual(MAX_CARD);
    const input = (card.body as Any).find((element: Any) => element.id === 'answer.to');
    expect(input.choices.length).toBeGreaterThan(100);
    expect(input.choices.at(-1).value).toBe(encodeURIComponent('person:1499'));
    expect(wordsOf(card)).toContain(`… et ${1500 - input.choices.length} autres choix`);
    // It no longer carries itself: its faults are then said in words.
    const sent = readSubmitted({ ...submitData(card), 'answer.to': encodeURIComponent('person:7') });
    expect(sent?.answers.to).toBe('person:7');
    expect(sent && reopened(sent, { to: 'Non' }, {})).toBeUndefined();
  });

  test('a name in it becomes no link', () => {
    const named = formCard(
      form({
        type: 'choices',
        id: 'a',
        label: '[x](http://evil.example)',
        options: [{ value: 'v', label: '<at>Nadia</at> [y](http://e)' }],
      }),
    );
    const shown = JSON.stringify((named.body as Any).filter((element: Any) => element.type !== 'ActionSet'));
    expect(shown).not.toMatch(/\]\(|<at>/);
  });

  test('that is none of ours is not read', () => {
    for (const data of [undefined, null, 'x', 7, [], {}, { form: 7 }, { intent: '{}' }]) expect(readSubmitted(data)).toBeUndefined();
  });
});

describe('where a form was asked for', () => {
  let scene: Scene;
  beforeAll(async () => {
    scene = await openScene(async ({ happening }) =>
      happening.type === 'command'
        ? [{ type: 'form', form: form({ type: 'text', id: 'why', label: 'Pourquoi' }) }]
        : [{ type: 'private', card: sentence('fait', 'fr') }],
    );
    await joinTeam(scene.world, scene.store.teams);
  });
  afterAll(() => scene.close());

  test('comes back with it from the private conversation; forged, or in other hands, it counts for nothing', async () => {
    const { world, events } = scene;
    await world.say(BOB, { channel: OPS, root: '5' }, 'litige FA1');
    const asked = await world.waitFor(
      () => world.privateOf(BOB),
      (m) => actionsOf(m.card).some((action) => action.title === 'Valider'),
    );
    const data = submitData(asked.card);
    await world.say(ALICE, 'private', 'aide');
    await expect.poll(() => scene.store.teams.find('person', ALICE.object)).toMatchObject({ conversation: world.privateOf(ALICE) });
    const send = async (who: typeof BOB, origin: unknown) => {
      const action = { type: 'Action.Execute', verb: 'submit', data: { ...data, origin, 'answer.why': 'x' } };
      await world.invoke(who, 'private', 'adaptiveCard/action', { action }, asked.id);
      return events.at(-1);
    };
    expect(await send(BOB, data.origin)).toMatchObject({
      where: { channel: OPS, direct: false, thread: { tenant: TENANT, channel: OPS, id: '5' } },
      happening: { type: 'submit', answers: { why: 'x' } },
    });
    expect((await send(ALICE, data.origin))?.where).toEqual({ channel: `private-${ALICE.id}`, direct: true });
    const [payload, signature] = String(data.origin).split('.');
    const other = Buffer.from(Buffer.from(String(payload), 'base64url').toString().replace(OPS, '19:other')).toString('base64url');
    for (const forged of [`${other}.${signature}`, 'x', '.', `${payload}.`]) expect((await send(BOB, forged))?.where.direct).toBe(true);
  });
});
