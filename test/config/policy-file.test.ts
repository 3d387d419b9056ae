import { describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config/config.ts';
import { parsePolicy } from '../../src/config/policy-file.ts';
import { DEFAULT_POLICY } from '../../src/core/features.ts';
import { type FaultTexts, faultTexts } from '../../src/files/fault-words.ts';

const faultsOf = (source: string): readonly string[] => {
  const result = parsePolicy(source);
  return 'faults' in result ? result.faults.map((f) => f.path) : [];
};

describe('a policy file', () => {
  it('that is empty gives the French defaults', () => {
    expect(parsePolicy('')).toEqual({ policy: DEFAULT_POLICY });
    expect(parsePolicy('# nothing yet\n')).toEqual({ policy: DEFAULT_POLICY });
  });
  it('changes what it names and nothing else', () => {
    const result = parsePolicy(
      'language: en\noverdueTarget: 8,5 %\nagenda: { at: "07:30", floor: "250.00" }\nchannels: { agenda: { slack: C1 } }',
    );
    expect(result).toEqual({
      policy: {
        ...DEFAULT_POLICY,
        language: 'en',
        overdueTarget: 850,
        agenda: { ...DEFAULT_POLICY.agenda, at: 450, floor: 25_000n },
        channels: { agenda: { on: { slack: 'C1' }, allowed: [] } },
      },
    });
  });
  it('with six faults lists all six with their paths', () => {
    const source = [
      'language: de',
      'timeZone: Europe/Lutetia',
      'overdueTarget: ten',
      'agenda: { at: "25:00", tops: 5 }',
      'rates: [{ from: USD, to: EUR, on: 2026-02-30, rate: "0.9" }]',
    ].join('\n');
    expect([...faultsOf(source)].sort()).toEqual(['agenda.at', 'agenda.tops', 'language', 'overdueTarget', 'rates.0.on', 'timeZone']);
  });
  it('says with which days late the buckets of the aged balance end', () => {
    const bounds = (source: string) => {
      const result = parsePolicy(`buckets: ${source}`);
      return 'policy' in result ? result.policy.buckets : result.faults;
    };
    for (const days of [[1], [15, 45], [30, 60, 90, 120, 150, 180], [3650]]) expect(bounds(JSON.stringify(days))).toEqual(days);
    const at = (i: number, message: string, column: number) => [{ path: `buckets.${i}`, message, at: `ligne 1, colonne ${column}` }];
    const days = 'doit être un nombre entier de jours, de 1 à 3650';
    const rising = 'doit être plus grand que le nombre qui le précède';
    expect(bounds('[0, 30]')).toEqual(at(0, days, 11));
    expect(bounds('[30, 30.5]')).toEqual(at(1, days, 15));
    expect(bounds('[30, 3651]')).toEqual(at(1, days, 15));
    expect(bounds('[30, ten]')).toEqual(at(1, days, 15));
    expect(bounds('[10, 9]')).toEqual(at(1, rising, 15));
    expect(bounds('[9, 10, 10, 11]')).toEqual(at(2, rising, 18));
    const list = 'doit être une liste de 1 à 6 nombres de jours, comme [30, 60, 90, 120]';
    for (const wrong of ['[]', '[1, 2, 3, 4, 5, 6, 7]', '30', '{ first: 30 }'])
      expect(bounds(wrong)).toEqual([{ path: 'buckets', message: list, at: 'ligne 1, colonne 1' }]);
    expect(bounds('[60, 30]\nlanguage: en')).toEqual([
      { path: 'buckets.1', message: 'must be more than the number before it', at: 'line 1, column 15' },
    ]);
  });
  it('that is not YAML, or says a thing twice, is refused with the line', () => {
    expect(faultsOf('language: [fr')[0]).toMatch(/^ligne \d+, colonne \d+$/);
    expect(faultsOf('language: fr\nlanguage: en')[0]).toBe('line 2, column 1');
  });
});

describe('faults', () => {
  const messages = (source: string): readonly string[] => {
    const result = parsePolicy(source);
    return 'faults' in result ? result.faults.map((f) => `${f.path}: ${f.message}`) : [];
  };
  const FAULTY = 'timeZone: Europe/Lutetia\ncountry: France\nledgerStaleAfter: 900\nagenda: { tops: 5, top: many }\n';

  it('are worded in the file’s language, the library’s own words too', () => {
    expect(messages(FAULTY)).toEqual([
      'timeZone: doit être un fuseau horaire IANA, comme Europe/Paris',
      'country: doit être un code de pays, comme FR',
      expect.stringMatching(/^ledgerStaleAfter: Trop grand/),
      expect.stringMatching(/^agenda\.top: Entrée invalide/),
      'agenda.tops: n’est pas une option',
    ]);
    expect(messages(`language: en\n${FAULTY}`)).toContain('timeZone: must be an IANA time zone, such as Europe/Paris');
    expect(messages(`language: en\n${FAULTY}`)).toContainEqual(expect.stringMatching(/^ledgerStaleAfter: Too big/));
    expect(messages('language: [')).toEqual([expect.stringMatching(/^ligne \d+, colonne \d+: ne se lit pas en YAML/)]);
    expect(messages('language: "en"\nlanguage: "en"')).toEqual(['line 2, column 1: is written twice']);
  });

  it('have words in both languages, every one', () => {
    const said = (texts: FaultTexts): string[] =>
      Object.values(texts).map((text) => (typeof text === 'string' ? text : text(['X'] as never, 1 as never)));
    const [english, french] = [said(faultTexts('en')), said(faultTexts('fr'))];
    expect(english.length).toBeGreaterThan(30);
    expect(french.filter((message, i) => message === english[i])).toEqual([]);
  });
});

describe('the environment', () => {
  const env = (more: Record<string, string>): NodeJS.ProcessEnv => ({ ENCOURS_POLICY: '', ...more });
  it('without anything opens the local workspace on its own database', () => {
    expect(readConfig(env({}))).toMatchObject({ local: true, demo: true, port: 3978, slack: undefined });
  });
  it('does not open the local workspace in production unless asked', () => {
    expect(readConfig(env({ NODE_ENV: 'production' })).local).toBe(false);
    expect(readConfig(env({ NODE_ENV: 'production', ENCOURS_LOCAL: '1' })).local).toBe(true);
  });
  it('lists every fault at once and repeats no secret', () => {
    const faulty = env({
      PORT: 'http',
      DATABASE_URL: 'mysql://root:hunter2@db',
      SLACK_BOT_TOKEN: 'hunter2',
      LOG_LEVEL: 'loud',
      NODE_ENV: 'production',
    });
    expect(() => readConfig(faulty)).toThrow(/PORT.*\n|DATABASE_URL/);
    try {
      readConfig(faulty);
    } catch (error) {
      const message = String(error);
      for (const name of ['PORT', 'DATABASE_URL', 'SLACK_BOT_TOKEN', 'LOG_LEVEL']) expect(message).toContain(name);
      expect(message).not.toContain('hunter2');
    }
  });
  it('wants a way for Slack to reach us, and refuses half of its variables', () => {
    expect(() => readConfig(env({ SLACK_BOT_TOKEN: 'xoxb-1' }))).toThrow(/SLACK_SIGNING_SECRET/);
    expect(() => readConfig(env({ SLACK_SIGNING_SECRET: 's' }))).toThrow(/SLACK_BOT_TOKEN/);
    expect(readConfig(env({ SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1' })).local).toBe(false);
  });
  it('turns the clock only outside production', () => {
    const now = { ENCOURS_NOW: '2026-11-23T07:59:50+01:00' };
    expect(readConfig(env(now)).startAt).toBe(Date.parse('2026-11-23T06:59:50Z'));
    expect(() => readConfig(env({ ...now, NODE_ENV: 'production' }))).toThrow(/ENCOURS_NOW/);
  });
});
