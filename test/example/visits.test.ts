/** A feature added: a folder that brings a command, an action and a job, and one line among the doors; nothing else knows of it. CONTRIBUTING.md shows it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { gather } from '../../src/core/desk/feature.ts';
import { helpCard } from '../../src/core/desk/help.card.ts';
import * as doors from '../../src/core/doors.ts';
import { slashCommands } from '../../src/platforms/slack/manifest.ts';
import { type Company, company } from '../core/disputes/support.ts';
import { said } from '../support/desk.ts';
import { visits } from './visits/feature.ts';

// What a line in src/core/doors.ts does: export { visits } from './visits/feature.ts'.
const features = gather([...Object.values(doors), visits]);

describe('a feature that is a folder and a line', () => {
  let t: Company;
  beforeAll(async () => {
    t = await company();
    Object.assign(t.core, { features });
  });
  afterAll(() => t?.close());

  it('answers its command in both languages', async () => {
    expect(said(await t.desk.as('nadia@acme.example').command('visites'))).toContain('1 compte attend une visite.');
    expect(said(await t.desk.as('nadia@acme.example').command('visits'))).toContain('1 compte attend une visite.');
  });
  it('is in the help and among the commands of the platforms', () => {
    expect(JSON.stringify(helpCard(features.commands, 'en'))).toContain('/visits: how many accounts wait for a visit');
    expect(slashCommands(features.commands).map((c) => c.command)).toEqual(expect.arrayContaining(['/visites', '/visits']));
  });
  it('puts its action on the agenda of whoever is to act, in its own words', async () => {
    expect(said(await t.desk.as('sofia@acme.example').command('agenda'))).toContain('jamais visité');
  });
  it('has its job run on its day, once', async () => {
    t.clock.turn('2026-11-23T08:06:00+01:00');
    await t.desk.settle();
    await t.desk.settle();
    expect(await t.core.store.read.jobs.ran('visits', '2026-11-23')).toBe(true);
    const posted = await t.core.store.read.outbox.byKey('visits:2026-11-23', 'slack');
    expect(posted?.card.fallback).toBe('1 compte attend une visite.');
  });
});

it('is shown in CONTRIBUTING.md as it is', () => {
  const page = readFileSync(join(import.meta.dirname, '../../CONTRIBUTING.md'), 'utf8');
  const shown = /<!-- feature-example:start -->[\s\S]*?```ts\n([\s\S]*?)```[\s\S]*?<!-- feature-example:end -->/.exec(page)?.[1];
  const door = readFileSync(join(import.meta.dirname, 'visits/feature.ts'), 'utf8');
  expect(shown).toBe(door.slice(door.indexOf('/** The door. */')));
});
