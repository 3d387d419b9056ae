import { describe, expect, test } from 'vitest';
import { parseDay } from '../../src/core/kernel/dates.ts';
import { debtors, people, refusal } from './support.ts';

describe('the debtors file', () => {
  test('in the names of docs/import.md', async () => {
    const header =
      'debtor,name,siren,vat,terms,limit,limitCurrency,insurer,insuredLimit,insuredUntil,segment,salesperson,salesAdmin,collector,country,region';
    const { rows, warnings } = await debtors(
      `${header}\nC1,Dupont SA,123 456 789,fr 12 123456789,45 EOM,80000.00,EUR,Atradius,50000,2027-03-31,key,Sofia@acme.fr,marc@acme.fr,nadia@acme.fr,fr,57\n`,
    );
    expect(warnings).toEqual([]);
    expect(rows).toEqual([
      {
        line: 2,
        debtor: 'C1',
        name: 'Dupont SA',
        siren: '123456789',
        vat: 'FR12123456789',
        terms: '45 EOM',
        limit: { minor: 8000000n, currency: 'EUR' },
        insurer: 'Atradius',
        insured: { minor: 5000000n, currency: 'EUR' },
        insuredUntil: parseDay('2027-03-31'),
        segment: 'key',
        salesperson: 'sofia@acme.fr',
        salesAdmin: 'marc@acme.fr',
        collector: 'nadia@acme.fr',
        country: 'FR',
        region: '57',
      },
    ]);
  });

  test('with whom to write to, and an outside score', async () => {
    const { rows } = await debtors(
      'Compte;Nom;Interlocuteur;E-mail;Téléphone;Langue;Score;Date score\nC1;Dupont;M. Petit;Compta@Dupont.fr;01 02 03 04 05;anglais;62;2026-09-30\n',
    );
    expect(rows[0]).toMatchObject({ contact: 'M. Petit', email: 'compta@dupont.fr', phone: '01 02 03 04 05', language: 'en' });
    expect(rows[0]).toMatchObject({ externalScore: 62, externalScoreDay: parseDay('2026-09-30') });
  });

  test.each([0, 1, 99, 100])('an outside score of %i is taken', async (score) => {
    expect((await debtors(`debtor;externalScore\nC1;${score}\n`)).rows).toMatchObject([{ externalScore: score }]);
  });

  test('in French, with what is blank left undefined', async () => {
    const { rows } = await debtors('N° client;Raison sociale;SIRET;Délai de paiement;Plafond\nC1;Dupont;12345678900017;60 jours nets;\n');
    expect(rows[0]).toMatchObject({ debtor: 'C1', siren: '123456789', terms: '60', limit: undefined, collector: undefined });
  });

  test.each([
    ['terms', 'whenever', 'bad-terms'],
    ['limit', 'lots', 'bad-amount'],
    ['limit', '-5', 'bad-amount'],
    ['limit', '1,005', 'too-many-decimals'],
    ['collector', 'nadia', 'bad-email'],
    ['insuredUntil', '30/02/2027', 'bad-date'],
    ['limitCurrency', 'BUCKS', 'bad-currency'],
    ['email', 'compta', 'bad-email'],
    ['language', 'klingon', 'bad-language'],
    ['externalScore', '101', 'bad-score'],
    ['externalScore', '-1', 'bad-score'],
    ['externalScore', 'AAA', 'bad-score'],
    ['externalScoreDay', '30/02/2027', 'bad-date'],
  ])('%s "%s" is refused as %s', async (field, value, code) => {
    const { rejected, rows } = await debtors(`debtor;${field}\nC1;${value}\n`, { decimal: ',' });
    expect(rejected).toMatchObject([{ line: 2, code, column: field, value }]);
    expect(rows).toEqual([]);
  });

  test('a debtor that comes twice must say the same', async () => {
    const { rows, rejected, ignored } = await debtors('debtor;terms\nC1;30\nC1;30\nC1;60\n');
    expect([rows.length, ignored]).toEqual([1, 1]);
    expect(rejected).toEqual([{ line: 4, code: 'contradictory', column: 'debtor', value: 'C1' }]);
  });

  test('without an account column it is refused', async () => {
    expect(await refusal('name;terms\nx;30\n', { as: 'debtors' })).toMatchObject({ fault: 'missing-column', missing: ['debtor'] });
  });
});

describe('the people file', () => {
  test('roles in the words of the policy or of the trade, addresses in lower case', async () => {
    const { rows } = await people(
      'email;nom;rôles;service;responsable;remplaçant;langue;pays;région\nNadia@Acme.fr;Nadia B.;recouvrement, admin;Crédit;anne@acme.fr;karim@acme.fr;français;fr;57\nanne@acme.fr;;credit-manager;;;;en;;\n',
    );
    expect(rows).toEqual([
      {
        line: 2,
        email: 'nadia@acme.fr',
        name: 'Nadia B.',
        roles: ['collector', 'admin'],
        department: 'Crédit',
        manager: 'anne@acme.fr',
        backup: 'karim@acme.fr',
        language: 'fr',
        country: 'FR',
        region: '57',
      },
      expect.objectContaining({
        email: 'anne@acme.fr',
        name: 'anne@acme.fr',
        roles: ['credit-manager'],
        language: 'en',
        manager: undefined,
      }),
    ]);
  });

  test.each([
    ['anne', 'sales', '', 'bad-email', 'anne'],
    ['anne@acme.fr', 'sales|king', '', 'bad-role', 'king'],
    ['anne@acme.fr', 'sales', 'de', 'bad-language', 'de'],
    ['', 'sales', '', 'missing-field', undefined],
  ])('"%s" as %s in "%s" is refused', async (email, roles, language, code, value) => {
    const { rejected } = await people(`email;roles;language\n${email};${roles};${language}\n`);
    expect(rejected).toMatchObject([{ line: 2, code, ...(value === undefined ? {} : { value }) }]);
  });

  test('one address with two descriptions is refused at the second', async () => {
    const { rejected, rows } = await people('email;roles\na@b.fr;sales\nA@b.fr;finance\n');
    expect(rows).toHaveLength(1);
    expect(rejected).toMatchObject([{ line: 3, code: 'contradictory' }]);
  });
});
