import { describe, expect, it } from 'vitest';
import { minutesMarkdown } from '../../../../src/core/committee/minutes/minutes.ts';

const written = (reason: string): string =>
  minutesMarkdown([
    {
      title: 'Vote 1',
      subject: 'Dupont SA',
      parts: [
        { type: 'lines', heading: 'Outcome', lines: [reason] },
        { type: 'table', heading: 'Votes', columns: ['Voter', 'Ballot', 'When'], rows: [['Farid', reason, 'today']] },
      ],
      head: 'row 1',
    },
  ]);

describe('minutes as Markdown', () => {
  it.each([
    ['<img src=x onerror=alert(1)>', '\\<img src=x onerror=alert(1)\\>'],
    ['[pay here](https://evil.example)', '\\[pay here\\](https\\://evil.example)'],
    ['see www.evil.example', 'see www\\.evil.example'],
    ['![](x) **bold** _it_ `code` ~~gone~~', '!\\[\\](x) \\*\\*bold\\*\\* \\_it\\_ \\`code\\` \\~\\~gone\\~\\~'],
    ['C:\\', 'C:\\\\'],
    ['one\r# two\n\n# three', 'one \\# two \\# three'],
  ])('%j is words, in a line and in a cell', (reason, inert) => {
    const lines = written(reason).split('\n');
    expect(lines).toContain(`- ${inert}`);
    expect(lines).toContain(`| Farid | ${inert} | today |`);
  });

  it('a bar stays inside its cell, whatever stands before it', () => {
    expect(written('a | b \\| c')).toContain('| Farid | a \\| b \\\\\\| c | today |');
  });
});
