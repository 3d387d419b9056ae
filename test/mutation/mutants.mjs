/**
 * Small faults put into a source, each switched on by its number: `globalThis.mutants.on(7) ? (a <= b) : (a < b)`. All of a file are in it at once, so that it is
 * compiled once and not once for every fault.
 */
import { parseSync } from 'oxc-parser';

const SWAPPED = {
  ...{ '<': '<=', '<=': '<', '>': '>=', '>=': '>', '===': '!==', '!==': '===' },
  ...{ '+': '-', '-': '+', '*': '/', '/': '*', '%': '*', '&&': '||', '||': '&&' },
};
const CALLS = { some: 'every', every: 'some', max: 'min', min: 'max' };

/** The source with its mutants, and what each is: its line, and what stands instead of what. */
export function withMutants(file, source) {
  const { program, errors } = parseSync(file, source);
  if (errors.length > 0) throw new Error(`${file}: ${errors[0].message}`);
  const found = [];
  const lineOf = (at) => source.slice(0, at).split('\n').length;
  const edits = new Map();
  const add = (node, mutated, kind = 'expression') => {
    const was = source.slice(node.start, node.end);
    const list = edits.get(node) ?? [];
    edits.set(node, list);
    list.push({ kind, mutated, number: found.length });
    found.push({ line: lineOf(node.start), was: short(was), now: short(mutated) });
  };
  const visit = (node, parent) => {
    if (!node || typeof node.type !== 'string' || /^TS(?!AsExpression|NonNull|Satisfies)/.test(node.type)) return;
    mutate(node, parent, source, add);
    for (const child of childrenOf(node)) visit(child, node);
  };
  visit(program, undefined);
  return { found, code: (first) => written(program, source, edits, first) };
}

function childrenOf(node) {
  return Object.entries(node)
    .flatMap(([key, value]) => (key === 'type' || key === 'parent' ? [] : Array.isArray(value) ? value : [value]))
    .filter((v) => v && typeof v.type === 'string');
}

function mutate(node, parent, source, add) {
  const text = (of) => source.slice(of.start, of.end);
  switch (node.type) {
    case 'BinaryExpression':
    case 'LogicalExpression': {
      const { left, operator, right } = node;
      if (operator === '??') return add(node, text(left));
      if (!(operator in SWAPPED) || (operator === '+' && [left, right].some(isText))) return;
      return add(node, `${text(left)} ${SWAPPED[operator]} ${text(right)}`);
    }
    case 'UnaryExpression':
      return node.operator === '!' ? add(node, text(node.argument)) : undefined;
    case 'Literal':
      return typeof node.value === 'boolean' && parent?.type !== 'Property' ? add(node, String(!node.value)) : undefined;
    case 'IfStatement':
    case 'ConditionalExpression':
      // The rest of its faults are its operators'.
      for (const value of ['true', 'false']) add(node.test, value);
      return;
    case 'CallExpression': {
      const { callee } = node;
      const name = callee.type === 'MemberExpression' && !callee.computed ? callee.property.name : undefined;
      if (name === undefined || !Object.hasOwn(CALLS, name)) return;
      return add(
        node,
        text(node).replace(`${text(callee.object)}${callee.optional ? '?' : ''}.${name}`, `${text(callee.object)}.${CALLS[name]}`),
      );
    }
    case 'ExpressionStatement':
    case 'ThrowStatement':
      return add(node, '', 'statement');
  }
}

function isText(node) {
  return node.type === 'TemplateLiteral' || (node.type === 'Literal' && typeof node.value === 'string');
}

/** The mutants of a node around its own text, in which those within stand; a mutated text stands as it was written. */
function written(node, source, edits, first) {
  let text = '';
  let at = node.start;
  for (const child of childrenOf(node).sort((a, b) => a.start - b.start)) {
    if (child.start < at) continue;
    text += source.slice(at, child.start) + written(child, source, edits, first);
    at = child.end;
  }
  text += source.slice(at, node.end);
  for (const { kind, mutated, number } of edits.get(node) ?? []) {
    const on = `globalThis.mutants.on(${first + number})`;
    text = kind === 'statement' ? `{ if (!${on}) { ${text} } }` : `(${on} ? (${mutated}) : (${text}))`;
  }
  return text;
}

function short(text) {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > 90 ? `${line.slice(0, 89)}…` : line;
}
