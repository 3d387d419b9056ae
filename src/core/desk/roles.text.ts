/** What roles are called in French and English; a room that says one of them otherwise lays its own word over these. */
import type { Locale } from '../kernel/locale.ts';
import type { Role } from './policy.ts';

export const ROLE_WORDS: Readonly<Record<Locale, Readonly<Record<Role, string>>>> = {
  fr: {
    admin: 'administrateur',
    'credit-manager': 'credit manager',
    collector: 'recouvrement',
    sales: 'commerce',
    'sales-admin': 'ADV',
    finance: 'finance',
    director: 'direction',
    accounting: 'comptabilité',
    quality: 'qualité',
    logistics: 'logistique',
    legal: 'juridique',
  },
  en: {
    admin: 'administrator',
    'credit-manager': 'credit manager',
    collector: 'collections',
    sales: 'sales',
    'sales-admin': 'sales administration',
    finance: 'finance',
    director: 'management',
    accounting: 'accounting',
    quality: 'quality',
    logistics: 'logistics',
    legal: 'legal',
  },
};
