/** Interest and costs that a power gave up are not claimed by a letter about the same invoices. Monday 16 March 2026: 175.76 of interest and 40.00 on 12,000.00. */
import { afterEach, expect, it } from 'vitest';
import { DEFAULT_MANDATES } from '../../../src/core/mandates/power.ts';
import { said } from '../../support/desk.ts';
import { NADIA, type Office, office } from '../letters/support.ts';
import { collectorHas } from './support.ts';

let o: Office;
afterEach(() => o?.close());

const notice = async (): Promise<string> => said(await o.desk.as(NADIA).command('lettre', 'dupont mise en demeure'));

it('a formal notice claims interest and costs less what was given up, and says so in a line of its own', async () => {
  o = await office();
  expect(await notice()).toContain('12 215,76 €');
  expect(await notice()).not.toContain('abandonnés');
  expect(said(await o.desk.as(NADIA).command('accorder', 'dupont abandon 120'))).toContain('Accordé');
  const words = await notice();
  expect(words).toContain('Intérêts et frais abandonnés : −120,00 €');
  expect(words).toContain('Total : 12 095,76 €');
});

it('gives up no more than there is to claim, and nothing on other invoices', async () => {
  const powers = [collectorHas({ power: 'waiver', minor: 500_00n })];
  o = await office({ policy: { mandates: { ...DEFAULT_MANDATES, powers } } });
  await o.desk.as(NADIA).command('accorder', 'dupont abandon 100 F2');
  expect(await notice()).toContain('Total : 12 215,76 €');
  await o.desk.as(NADIA).command('accorder', 'dupont abandon 400 F1');
  const words = await notice();
  expect(words).toContain('Intérêts et frais abandonnés : −215,76 €');
  expect(words).toContain('Total : 12 000,00 €');
});
