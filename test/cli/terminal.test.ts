import { describe, expect, it } from 'vitest';
import { renderText } from '../../src/cli/terminal.ts';
import type { Card } from '../../src/core/desk/card.ts';

const card = (blocks: Card['blocks']): Card => ({ title: 'Titre', subtitle: 'petit', blocks, fallback: '', amounts: false, locale: 'fr' });

describe('a card in a shell', () => {
  it('aligns its tables by the width that is seen, accents and all, and counts what is hidden', () => {
    const columns = [{ title: 'Nom' }, { title: 'Montant', align: 'right' as const }];
    const text = renderText(
      card([
        {
          type: 'table',
          columns,
          rows: [
            ['Œuvre', '1 €'],
            ['Été', '100 €'],
          ],
          hidden: 3,
        },
      ]),
    );
    expect(text).toBe('Titre  ·  petit\nNom    Montant\nŒuvre      1 €\nÉté      100 €\n… et 3 autres\n');
  });
  it('shows control characters in data as what they are not: nothing moves the cursor or recolours the screen', () => {
    const text = renderText(card([{ type: 'text', text: 'a\u001b[31mred\u0007\u009b\r' }]));
    expect(text).toContain('a\ufffd[31mred\ufffd\ufffd\ufffd');
    expect(/\p{Cc}/u.test(text.replaceAll('\n', ''))).toBe(false);
  });
  it('says a chart in words and as its table', () => {
    const spec = {
      kind: 'lines',
      locale: 'fr',
      title: 'DSO',
      unit: 'days',
      labels: ['oct.', 'nov.'],
      series: [{ name: 'DSO', values: [74.1, null] }],
    } as const;
    expect(renderText(card([{ type: 'chart', spec }]))).toContain('74,1');
  });
});
