import { describe, expect, test } from 'vitest';
import { isCashAccount, isSaleAccount, scopeOf } from '../../../src/core/ledger/classify.ts';

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

  test('sales and cash are told by the national chart', () => {
    expect(['706000', '445710', '445660', '512000'].map((a) => isSaleAccount(a, 'FR'))).toEqual([true, true, false, false]);
    expect(['512000', '530000', '580000', '411000'].map((a) => isCashAccount(a, 'FR'))).toEqual([true, true, false, false]);
    expect([isSaleAccount('451000', 'BE'), isCashAccount('550000', 'BE'), isCashAccount('512000', 'BE')]).toEqual([true, true, false]);
  });
});
