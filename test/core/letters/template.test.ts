import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseTemplate, templateOf } from '../../../src/core/letters/template.ts';
import { readTemplates } from '../../../src/letters/templates.ts';

const HEAD = '---\ntitle: Essai\nsubject: Pour {{debtor}}\nkind: email\naliases: essai un, test\n---\n';
const faults = (source: string, file = 'essai.fr.md') => {
  const parsed = parseTemplate(file, source);
  return 'faults' in parsed ? parsed.faults.map((f) => `${f.file}:${f.line} ${f.fault} ${f.what}`) : [];
};

describe('a template', () => {
  it('is read into its parts: paragraphs with their own line breaks, headings, items, tables, bold words', () => {
    const parsed = parseTemplate('essai.fr.md', `${HEAD}Bonjour,\n**{{total}}** dus\n\n# Détail\n- un\n{{items}}\n`);
    if (!('template' in parsed)) throw new Error('faults');
    const { blocks, fields, kind, aliases } = parsed.template;
    expect(kind).toBe('email');
    expect(aliases).toEqual(['essai un', 'test']);
    expect(blocks.map((b) => b.type)).toEqual(['paragraph', 'heading', 'item', 'table']);
    expect(blocks[0]).toMatchObject({
      pieces: [{ text: 'Bonjour,' }, { text: '\n' }, { field: 'total', bold: true }, { text: ' dus', bold: false }],
    });
    expect([...fields].sort()).toEqual(['debtor', 'items', 'total']);
  });

  it('with an unknown field is refused with its file and line, all faults at once', () => {
    expect(faults(`${HEAD}Bonjour {{prenom}},\n\nVous devez {{total}} et {{solde}}.\n`)).toEqual([
      'essai.fr.md:7 unknown-field prenom',
      'essai.fr.md:9 unknown-field solde',
    ]);
    expect(faults(HEAD.replace('{{debtor}}', '{{nom}}').concat('Bonjour\n'))).toEqual(['essai.fr.md:3 unknown-field nom']);
  });

  it('with braces left open, a table within a sentence, or a head that is wrong is refused too', () => {
    expect(faults(`${HEAD}Vous devez {{total.\n`)[0]).toContain('essai.fr.md:7 open-field');
    expect(faults(`${HEAD}Voici {{items}} pour vous\n`)).toEqual(['essai.fr.md:7 alone items']);
    expect(faults('Bonjour\n')).toContain('essai.fr.md:1 no-head ---');
    expect(faults(`${HEAD.replace('kind: email', 'kind: fax')}x\n`)).toEqual(['essai.fr.md:4 bad-kind fax']);
    expect(faults(`${HEAD.replace('title:', 'titre:')}x\n`)).toEqual([
      'essai.fr.md:2 unknown-head titre',
      'essai.fr.md:1 missing-head title',
    ]);
    expect(faults(`${HEAD}x\n`, 'Essai.txt')).toEqual(['Essai.txt:1 bad-name Essai.txt']);
    expect(faults(HEAD)[0]).toContain('empty');
  });
});

describe('the product’s own letters', () => {
  const { all, faults: wrong } = readTemplates('/nowhere');

  it('are without fault, and all there are in both languages', () => {
    expect(wrong).toEqual([]);
    const names = [...new Set(all.map((t) => t.name))].sort();
    expect(names).toEqual(['broken-promise', 'formal-notice', 'penalties', 'reminder-1', 'reminder-2', 'upcoming']);
    for (const name of names)
      expect(
        all
          .filter((t) => t.name === name)
          .map((t) => t.locale)
          .sort(),
      ).toEqual(['en', 'fr']);
  });

  it('answer to the names that people give them, in the debtor’s language', () => {
    const found = (words: string, locale: 'fr' | 'en') => {
      const template = templateOf(all, words, locale);
      return template && `${template.name}.${template.locale}`;
    };
    expect(found('relance1', 'fr')).toBe('reminder-1.fr');
    expect(found('Relance 1', 'en')).toBe('reminder-1.en');
    expect(found('mise en demeure', 'fr')).toBe('formal-notice.fr');
    expect(found('formal-notice', 'en')).toBe('formal-notice.en');
    expect(found('pénalités', 'fr')).toBe('penalties.fr');
    expect(found('zorglub', 'fr')).toBeUndefined();
  });
});

describe('the company’s folder', () => {
  it('stands above the product’s own letters, and its faults name the file', () => {
    const folder = mkdtempSync(join(tmpdir(), 'encours-letters-'));
    try {
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, 'reminder-1.fr.md'), `${HEAD}À nous.\n`);
      writeFileSync(join(folder, 'noel.fr.md'), `${HEAD}{{cadeau}}\n`);
      const { all, faults: wrong } = readTemplates(folder);
      expect(templateOf(all, 'reminder-1', 'fr')?.title).toBe('Essai');
      expect(templateOf(all, 'reminder-1', 'en')?.title).toBe('Reminder 1');
      expect(wrong).toEqual([{ file: join(folder, 'noel.fr.md'), line: 7, fault: 'unknown-field', what: 'cadeau' }]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
