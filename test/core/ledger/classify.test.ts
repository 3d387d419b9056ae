import { describe, expect, test } from 'vitest';
import { isBalanceSheet, isCarriedOver, scopeOf, signOf } from '../../../src/core/ledger/classify.ts';
import { SIGNS } from '../../../src/core/ledger/item.ts';

describe('accounts', () => {
  test.each([
    ['41100000', 'FR', 'balance'],
    ['411DUPONT', 'FR', 'balance'],
    ['413', 'FR', 'balance'],
    ['416000', 'FR', 'balance'],
    ['418100', 'FR', 'exposure'],
    ['419100', 'FR', 'exposure'],
    ['419800', 'FR', undefined],
    ['410', 'FR', undefined],
    ['41', 'FR', undefined],
    ['491000', 'FR', undefined],
    ['401000', 'FR', undefined],
    ['400000', 'FR', undefined],
    ['400000', 'BE', 'balance'],
    ['401000', 'BE', 'balance'],
    ['407000', 'BE', 'balance'],
    ['460000', 'BE', 'exposure'],
    ['411000', 'BE', undefined],
    ['411000', 'LU', 'balance'],
  ])('%s in %s is %s', (account, country, scope) => {
    expect(scopeOf(account, country)).toBe(scope);
  });

  test.each([
    ['706000', 'FR', SIGNS.sale],
    ['709700', 'FR', SIGNS.sale],
    ['445710', 'FR', SIGNS.vat],
    ['445660', 'FR', 0],
    ['512000', 'FR', SIGNS.cash],
    ['511200', 'FR', SIGNS.cash],
    ['530000', 'FR', SIGNS.cash],
    ['580000', 'FR', SIGNS.cash],
    ['654000', 'FR', SIGNS.loss],
    ['671400', 'FR', SIGNS.loss],
    ['671000', 'FR', 0],
    ['665000', 'FR', SIGNS.discount],
    ['666000', 'FR', SIGNS.exchange],
    ['766000', 'FR', SIGNS.exchange],
    ['419100', 'FR', SIGNS.advance],
    ['411000', 'FR', 0],
    ['451000', 'BE', SIGNS.vat],
    ['550000', 'BE', SIGNS.cash],
    ['512000', 'BE', 0],
    ['642000', 'BE', SIGNS.loss],
  ])('%s in %s says %s of its entry', (account, country, sign) => {
    expect(signOf(account, country)).toBe(sign);
  });

  test.each([
    ['101000', true, true],
    ['108000', true, false],
    ['1080', true, false],
    ['107000', true, true],
    ['218000', true, true],
    ['370000', true, true],
    ['411000', true, false],
    ['512000', true, false],
    ['607000', false, false],
    ['706000', false, false],
    ['801000', false, false],
    ['890000', true, true],
  ])('%s: of the balance sheet %s, carried over %s', (account, sheet, carried) => {
    expect([isBalanceSheet(account), isCarriedOver(account)]).toEqual([sheet, carried]);
  });
});
