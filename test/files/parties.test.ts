import { describe, expect, test } from 'vitest';
import { parseDay } from '../../src/core/kernel/dates.ts';
import { fileInMemory } from '../../src/files/source.ts';
import { debtors, open, people, refusal } from './support.ts';

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

describe('the record of a debtor in its file', () => {
  test('has contacts by role, a parent, the limit of a group, IBANs and the most days', async () => {
    const header = 'debtor;accountsName;accountsEmail;buyerPhone;legalLanguage;parent;groupLimit;limitCurrency;ibans;maxDays';
    const { rows, warnings } = await debtors(
      `${header}\nC2;Mme Petit;Compta@Un.fr;01 02;anglais;C1;500000.00;USD;FR14 2004 1010 0505 0001 3M02 606, BE68 5390 0754 7034;60 jours\n`,
    );
    expect(warnings).toEqual([]);
    expect(rows[0]?.facts).toEqual({
      ...{ accountsName: 'Mme Petit', accountsEmail: 'compta@un.fr', buyerPhone: '01 02', legalLanguage: 'en', parent: 'C1' },
      ...{ groupLimit: '50000000 USD', ibans: 'FR1420041010050500013M02606\nBE68539007547034', maxDays: '60' },
    });
  });

  test.each([
    ['contact_compta_email', 'accountsEmail'],
    ['E-mail comptabilité', 'accountsEmail'],
    ['Tél. contact achats', 'buyerPhone'],
    ['Contact direction', 'managerName'],
    ['Langue contact juridique', 'legalLanguage'],
    ['Accounts payable contact', 'accountsName'],
    ['Purchasing phone', 'buyerPhone'],
    ['E-Mail Buchhaltung', 'accountsEmail'],
    ['Ansprechpartner Einkauf', 'buyerName'],
    ['Telefoon boekhouding', 'accountsPhone'],
    ['Contactpersoon directie', 'managerName'],
    ['Correo electrónico contabilidad', 'accountsEmail'],
    ['Teléfono compras', 'buyerPhone'],
    ['E-mail amministrazione', 'accountsEmail'],
    ['Contatto legale', 'legalName'],
  ])('"%s" is %s, and makes it a debtors file', async (header, fact) => {
    const value = fact.endsWith('Email') ? 'a@b.fr' : fact.endsWith('Language') ? 'fr' : '01 02 03';
    const content = `N° client;${header}\nC1;${value}\n`;
    expect((await open(fileInMemory('f.csv', content))).kind).toBe('debtors');
    expect((await debtors(content)).rows).toMatchObject([{ debtor: 'C1', facts: { [fact]: value } }]);
  });

  test.each([
    ['Société mère', 'C9', { parent: 'C9' }],
    ['Konzernmutter', 'C9', { parent: 'C9' }],
    ['Moedermaatschappij', 'C9', { parent: 'C9' }],
    ['Casa matriz', 'C9', { parent: 'C9' }],
    ['Capogruppo', 'C9', { parent: 'C9' }],
    ['Plafond groupe', '1000', { groupLimit: '100000 EUR' }],
    ['IBAN', 'BE68539007547034', { ibans: 'BE68539007547034' }],
    ['Délai maximum', '45', { maxDays: '45' }],
    ['Plazo máximo', '45', { maxDays: '45' }],
    // Many programs write the head of a group as its own parent.
    ['Société mère', 'C1', { parent: '' }],
  ])('"%s" of %s', async (header, value, facts) => {
    expect((await debtors(`N° client;${header}\nC1;${value}\n`)).rows[0]?.facts).toEqual(facts);
  });

  test.each([
    ['ibans', 'FR14 2004 1010 0505 0001 3M02 607', 'bad-iban'],
    ['ibans', 'lots', 'bad-iban'],
    ['maxDays', 'many', 'bad-days'],
    ['maxDays', '1000', 'bad-days'],
    ['groupLimit', '-1', 'bad-amount'],
    ['E-mail compta', 'compta', 'bad-email'],
    ['legalLanguage', 'klingon', 'bad-language'],
  ])('%s "%s" is refused as %s, under the header that the file has', async (column, value, code) => {
    const { rejected } = await debtors(`debtor;${column}\nC1;${value}\n`);
    expect(rejected).toMatchObject([{ line: 2, code, column, value }]);
  });

  test.each([0, 9, 10, 11, 999])('%i days are a ceiling', async (days) => {
    expect((await debtors(`debtor;maxDays\nC1;${days}\n`)).rows[0]?.facts).toEqual({ maxDays: String(days) });
  });
});

describe('a file of contacts, one a row', () => {
  const content = (rows: string): string => `Code client;Raison sociale;Prénom;Nom;Fonction;E-mail;Téléphone;Mobile\n${rows}`;

  test('is one of debtors, never of people, whatever its columns share with theirs', async () => {
    expect((await open(fileInMemory('contacts.csv', content('C1;Un;Anne;Petit;comptable;a@un.fr;;\n')))).kind).toBe('debtors');
    expect((await open(fileInMemory('people.csv', 'email;nom;fonction\na@acme.fr;Anne;collector\n'))).kind).toBe('people');
  });

  test('each goes to the role that its job speaks of', async () => {
    const { rows, warnings } = await debtors(
      content(
        'C1;Un;Anne;Petit;Responsable comptabilité fournisseurs;Anne@Un.fr;01 02;06 07\nC1;Un;Luc;Gros;Acheteur;;03;\nC1;Un;Eva;Noir;Directrice générale;eva@un.fr;;\nC1;Un;;Blanc;Juriste;jur@un.fr;;\n',
      ),
    );
    expect(rows.map(({ debtor, name, facts }) => ({ debtor, name, ...facts }))).toEqual([
      { debtor: 'C1', name: 'Un', accountsName: 'Anne Petit', accountsPhone: '01 02', accountsEmail: 'anne@un.fr' },
      { debtor: 'C1', name: 'Un', buyerName: 'Luc Gros', buyerPhone: '03' },
      { debtor: 'C1', name: 'Un', managerName: 'Eva Noir', managerEmail: 'eva@un.fr' },
      { debtor: 'C1', name: 'Un', legalName: 'Blanc', legalEmail: 'jur@un.fr' },
    ]);
    expect(warnings).toMatchObject([{ code: 'unknown-column', value: 'Mobile' }]);
  });

  test.each([
    ['accounts', 'accounts'],
    ['Head of Purchasing', 'buyer'],
    ['Leiter Buchhaltung', 'accounts'],
    ['Geschäftsführer', 'manager'],
    ['Inkoper', 'buyer'],
    ['Directeur comptable', 'accounts'],
    ['Responsabile acquisti', 'buyer'],
    ['Asesoría jurídica', 'legal'],
  ])('"%s" is of %s', async (job, role) => {
    const { rows } = await debtors(`debtor;role;email\nC1;${job};a@un.fr\n`);
    expect(rows[0]?.facts).toEqual({ [`${role}Email`]: 'a@un.fr' });
  });

  test('a second one in a role, and one in another, are left aside with a remark; the same one again is nothing new', async () => {
    const { rows, warnings, ignored } = await debtors(
      'debtor;role;email\nC1;compta;a@un.fr\nC1;compta;a@un.fr\nC1;comptable;b@un.fr\nC1;accueil;c@un.fr\nC2;compta;d@deux.fr\n',
    );
    expect(rows.map((row) => row.facts)).toEqual([{ accountsEmail: 'a@un.fr' }, undefined, undefined, { accountsEmail: 'd@deux.fr' }]);
    expect(ignored).toBe(1);
    expect(warnings.map(({ line, code }) => [line, code])).toEqual([
      [4, 'other-contact'],
      [5, 'other-contact'],
    ]);
  });

  test.each([
    [';compta;a@un.fr', 'missing-field'],
    ['C1;compta;compta', 'bad-email'],
  ])('"%s" is refused as %s', async (line, code) => {
    expect((await debtors(`debtor;role;email\n${line}\n`)).rejected).toMatchObject([{ line: 2, code }]);
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
