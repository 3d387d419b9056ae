import { describe, expect, it } from 'vitest';
import { readConfig } from '../src/config.ts';
import { DEFAULT_POLICY } from '../src/core/policy.ts';
import { parsePolicy } from '../src/policy-file.ts';

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
  it('that is not YAML, or says a thing twice, is refused with the line', () => {
    expect(faultsOf('language: [fr')[0]).toMatch(/^line \d+$/);
    expect(faultsOf('language: fr\nlanguage: en')[0]).toBe('line 2');
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
