"""Checks decision records in another language, from docs/decision-record.md and docs/rules/voting.md alone. Prints one JSON line a file: its outcome and what is wrong."""
import hashlib, json, sys
from datetime import datetime, timezone
from fractions import Fraction

def canonical(v):
    if isinstance(v, dict):
        return '{' + ','.join(canonical(k) + ':' + canonical(v[k]) for k in sorted(v, key=lambda k: k.encode('utf-16-be'))) + '}'
    return '[' + ','.join(map(canonical, v)) + ']' if isinstance(v, list) else json.dumps(v, ensure_ascii=False)

def sha(text): return hashlib.sha256(text.encode()).hexdigest()
def ms(iso): return round(datetime.fromisoformat(iso.replace('Z', '+00:00')).timestamp() * 1000)
def iso(at): return datetime.fromtimestamp(at // 1000, timezone.utc).strftime('%Y-%m-%dT%H:%M:%S.') + '%03dZ' % (at % 1000)
def cents(text): return int(text.replace('.', ''))
def span(text): return round(float(text[2:-1]) * 1000)
def whole(v): return int(v['$bigint']) if isinstance(v, dict) and '$bigint' in v else v
def set_only(d): return {k: v for k, v in d.items() if v is not None}

def chain(r, bad):
    before = None
    for row in r['rows']:
        if before and (row['seq'] != before['seq'] + 1 or row['prev'] != before['hash']): bad.append('chain %d' % row['seq'])
        if row['hash'] != sha('|'.join(str(row[k]) for k in ('seq', 'at', 'actor', 'action', 'subject', 'digest', 'prev'))): bad.append('row %d' % row['seq'])
        if 'payload' in row and row['digest'] != sha(row['salt'] + canonical(row['payload'])): bad.append('content %d' % row['seq'])
        before = row
    if not before or r['head'] != {'seq': before['seq'], 'hash': before['hash']}: bad.append('head')
    for d in r['dossiers']:
        if sha(canonical(d['dossier'])) != d['hash'] or r['facts'][d['number'] - 1]['hash'] != d['hash']: bad.append('dossier %d' % d['number'])

def statements(r, bad):
    own = [row for row in r['rows'] if row['subject'] == 'motion:%d' % r['number']]
    states = {}
    for row in own:
        for name, fields in json.loads(row.get('payload', {}).get('states', '{}')).items(): states.setdefault(name, {}).update(fields)
    if 'proposal' not in states.get('Motion', {}) or any('payload' not in row for row in own):
        return None if r['missing'] else bad.append('differs missing')
    same = lambda text, v: (text is None) == (v is None) and (text is None or cents(text) == whole(v))
    def some(table, order): return sorted((f for n, f in states.items() if n.startswith(table + '/')), key=lambda f: f[order])
    m, d, rule = states['Motion'], states['Decision'], states['Motion']['rule']
    role = lambda v: v['role'] if isinstance(v, dict) else v
    told = {'opensAt': iso(m['opensAt']), 'closesAt': iso(m['closesAt']), 'now': iso(d['at']), 'extended': m['extended'], 'secret': rule['secret'], 'delegated': m['delegated']}
    told['roster'] = [set_only({'id': v['member'], 'name': v['name'], 'role': v['roles'], 'proposer': v['proposer'], 'recused': v['recused'], 'substitute': v['substitute']}) for v in some('MotionVoter', 'place')]
    told['facts'] = [{'at': iso(f['at']), 'hash': f['hash']} for f in some('MotionFacts', 'number')]
    cast = [] if rule['secret'] else some('Ballot', 'seq')
    told['ballots'] = [set_only({**{k: b.get(k) for k in ('voter', 'by', 'choice', 'reason', 'for', 'facts')}, 'at': iso(b['at']), 'upTo': mine.get('upTo')}) for b, mine in zip(cast, r['ballots'])]
    if len(cast) != len(r['ballots']) or not all(same(mine.get('upTo'), b['upTo']) for b, mine in zip(cast, r['ballots'])): bad.append('differs upTo')
    bad += ['differs ' + key for key, value in told.items() if r[key] != value]
    written = {**{k: rule[k] for k in ('voters', 'threshold', 'veto', 'proposerVotes')}, 'tie': role(rule['tie']), 'noQuorum': role(rule['noQuorum'])}
    if {k: r['rule'][k] for k in written} != written or span(r['rule']['minimumOpen']) != rule['minimumOpen']: bad.append('differs rule')
    mine, share = dict(r['rule']['quorum']), rule['quorum'].pop('share', None)
    if Fraction(mine.pop('share', '-1')) != (Fraction(whole(share['numerator']), whole(share['denominator'])) if share else -1) or mine != rule['quorum']: bad.append('differs quorum')
    motion, amount, before = r['motion'], whole(m['proposal']['amount']), whole(m['proposal'].get('before')) or 0
    if motion['kind'] != m['kind'] or (m['kind'] != 'generic' and not same(motion['amount'], amount)): bad.append('differs motion')
    if m['kind'] == 'limit' and not same(motion['floor'], before + 1 if amount > before else amount): bad.append('differs floor')
    if any(r['outcome'][k] != d[k] for k in ('outcome', 'early', 'reason', 'quorum', 'tally')) or not same(r['outcome'].get('approvedAmount'), d['approved'] if m['kind'] == 'limit' else None): bad.append('differs outcome')

def seats(places, members):
    """How many of the places, in order, can be filled when each member takes one (rule 14): the largest set, the earlier first."""
    taken = {}
    def fill(i, seen):
        for m in members:
            if places[i] in m['role'] and m['id'] not in seen:
                seen.add(m['id'])
                if m['id'] not in taken or fill(taken[m['id']], seen): return taken.update({m['id']: i}) or True
        return False
    return [fill(i, set()) for i in range(len(places))]

def count(r):
    rule, quorum, motion = r['rule'], r['rule']['quorum'], r['motion']
    opens, closes, now, minimum = ms(r['opensAt']), ms(r['closesAt']), ms(r['now']), span(rule['minimumOpen'])
    limit = motion['kind'] == 'limit'
    asked = cents(motion['amount']) if limit else 0
    facts = sorted(((ms(f['at']), f['hash']) for f in r['facts'] if ms(f['at']) <= now), key=lambda f: f[0])
    if any(at > opens and closes - minimum <= at < closes and (i == 0 or facts[i - 1][1] != h) for i, (at, h) in enumerate(facts)): closes += minimum
    roster = {m['id']: m for m in r['roster']}
    recused, last, own, refused = {m['id'] for m in r['roster'] if m['recused']}, {}, set(), []
    holds = lambda m, roles: any(role in roles for role in m['role'])
    barred = lambda m: bool(m) and m['proposer'] and not rule['proposerVotes']
    eligible = lambda m: holds(m, rule['voters']) and m['id'] not in recused and not barred(m)
    def why(b):
        member, said = b.get('for', b['voter']), b['choice']
        m = roster.get(member)
        if not opens <= ms(b['at']) < closes: return 'before-opening' if ms(b['at']) < opens else 'after-close'
        if not m or not eligible(m): return 'not-eligible' if m else 'not-on-roster'
        spoken = None if member not in own else 'member-disowned' if last[member]['choice'] == 'disown' else 'member-voted-already'
        other, for_another = None, said + '-for-another' if said in ('recuse', 'disown') else None
        if 'by' in b: other = 'not-the-chair' if b['by'] not in motion.get('chair', []) else 'entered-for-another' if 'for' in b else 'chair-for-themselves' if b['by'] == b['voter'] else for_another or spoken
        elif member != b['voter']: other = for_another or ('not-the-substitute' if m.get('substitute') != b['voter'] else 'substitute-recused' if b['voter'] in recused else 'substitute-is-proposer' if barred(roster.get(b['voter'])) else spoken)
        if other: return other
        if said == 'disown' and 'by' not in last.get(member, {}): return 'nothing-to-disown'
        if said == 'reject' and not b.get('reason', '').strip(): return 'reason-missing'
        if 'upTo' in b: return 'no-amount-asked' if not limit else 'above-asked' if cents(b['upTo']) > asked else 'below-floor' if cents(b['upTo']) < cents(motion['floor']) else None
    for i, b in enumerate(r['ballots']):
        if ms(b['at']) > now: continue
        reason = why(b)
        if reason: refused.append({'index': i, 'voter': b['voter'], 'why': reason})
        elif b['choice'] == 'recuse': recused.add(b['voter'])
        else:
            last[b.get('for', b['voter'])] = b
            if 'by' not in b and b.get('for', b['voter']) == b['voter']: own.add(b['voter'])
    sitting = [m for m in r['roster'] if eligible(m)]
    current = lambda b: not facts or b.get('facts', next((h for at, h in reversed(facts) if at <= ms(b['at'])), None)) == facts[-1][1]
    live = [(m, last[m['id']]) for m in sitting if m['id'] in last and last[m['id']]['choice'] in ('approve', 'reject', 'abstain') and current(last[m['id']])]
    said = [(m, b['choice'], cents(b['upTo']) if 'upTo' in b else asked) for m, b in live]
    needed = max(quorum.get('count', 0), -(-Fraction(quorum.get('share', '0')) * len(sitting) // 1), 1)
    places = [role for role, n in quorum.get('roles', {}).items() for _ in range(n)]
    missing = list(dict.fromkeys(p for p, full in zip(places, seats(places, [m for m, _ in live])) if not full))
    present = len({b['voter'] for _, b in live})
    def at_amount(votes, x):
        weighed = [(m, 'reject' if c == 'approve' and u < x else c) for m, c, u in votes]
        yes, no = [m for m, c in weighed if c == 'approve'], [m for m, c in weighed if c == 'reject']
        a, n, vetoed = len(yes), len(no), any(holds(m, rule['veto']) for m in no)
        if vetoed or a + n == 0: return False, 'vetoed' if vetoed else 'nobody-decided'
        ok = {'majority': a > n, 'two-thirds': 3 * a >= 2 * (a + n), 'unanimity': n == 0}[rule['threshold']]
        reason = 'threshold-reached' if ok else 'threshold-missed'
        if rule['threshold'] == 'majority' and a == n:
            ok = rule['tie'] != 'reject' and {c for m, c in weighed if rule['tie'] in m['role'] and c != 'abstain'} == {'approve'}
            reason = 'tie-rejected' if rule['tie'] == 'reject' else 'tie-approved-by-role' if ok else 'tie-rejected-by-role'
        return (False, 'only-the-proposer') if ok and all(m['proposer'] for m in yes) else (ok, reason)
    def settle(votes):
        for x in sorted({u for _, c, u in votes if c == 'approve'}, reverse=True):
            ok, reason = at_amount(votes, x)
            if ok: return 'approved', reason, x
        return 'rejected', at_amount(votes, 0)[1], None
    silent = [m for m in sitting if m['id'] not in {m['id'] for m, _ in live}]
    decided = {settle(said + [(m, choice, asked) for m in silent])[::2] for choice in ('approve', 'reject')}
    if now < closes and (missing or present < needed or now < opens + minimum or len(decided) > 1): verdict = 'open', 'undecided', None
    elif not missing and present >= needed: verdict = settle(said)
    elif rule['noQuorum'] in ('lapse', 'extend'): verdict = 'lapsed' if rule['noQuorum'] == 'lapse' or r['extended'] else 'extended', 'no-quorum', None
    else:
        theirs = [(m, c) for m, c, _ in said if rule['noQuorum'] in m['role'] and c != 'abstain']
        if not theirs: verdict = 'lapsed', 'no-quorum-role-silent', None
        elif any(c == 'reject' for _, c in theirs): verdict = 'rejected', 'rejected-by-role', None
        elif any(c == 'reject' and holds(m, rule['veto']) for m, c, _ in said): verdict = 'rejected', 'vetoed', None
        elif all(m['proposer'] for m, _ in theirs): verdict = 'lapsed', 'no-quorum-role-is-proposer', None
        else: verdict = 'approved', 'approved-by-role', min(u for m, c, u in said if c == 'approve' and holds(m, [rule['noQuorum'], *rule['veto']]))
    tally = {**{c: sum(cast == c for _, cast, _ in said) for c in ('approve', 'reject', 'abstain')}, 'recused': len(recused), 'silent': len(silent)}
    told = {'outcome': verdict[0], 'reason': verdict[1], 'early': now < closes, 'refused': refused, 'closesAt': iso(closes), 'tally': tally}
    told['quorum'] = {'needed': int(needed), 'present': present, 'eligible': len(sitting), 'missingRoles': missing}
    if limit and verdict[0] == 'approved': told['approvedAmount'] = next(t for t in [b['upTo'] for _, b in live if 'upTo' in b] + [motion['amount']] if cents(t) == verdict[2])
    return told

for path in sys.argv[1:]:
    text, bad = open(path, encoding='utf-8').read(), []
    record = json.loads(text)
    if canonical(record) != text: bad.append('not canonical')
    chain(record, bad), statements(record, bad)
    outcome = record['outcome'] if record['secret'] or record['delegated'] else count(record)
    if outcome != record['outcome']: bad.append('count')
    print(json.dumps({'outcome': outcome, 'bad': bad}))
