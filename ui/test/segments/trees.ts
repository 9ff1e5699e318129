import { type All, type Any, type Criteria, EVERYONE, kindOf, type Leaf, type Node, type Not, partsOf, type Path } from '@/segments/criteria';

/** A small generator with a memory of its own: the same trees each time. */
export function dice(seed: number) {
    let state = seed;
    return (sides: number) => {
        state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
        return Math.floor((state / 2_147_483_648) * sides);
    };
}

type Roll = ReturnType<typeof dice>;
const one = <T>(roll: Roll, all: readonly T[]): T => all[roll(all.length)] as T;
const some = (roll: Roll, all: readonly string[]) => all.slice(0, 1 + roll(all.length));
const day = (roll: Roll) => `20${20 + roll(6)}-0${1 + roll(9)}-1${roll(10)}`;
const ordered = (least: number, most: number) => ({ least, most: least + most });

/** At least, at most, or both. */
function range(roll: Roll, scale = 1) {
    const { least, most } = ordered(roll(20) * scale, 1 + roll(20) * scale);
    return [{ at_least: least }, { at_most: most }, { at_least: least, at_most: most }][roll(3)];
}
function period(roll: Roll) {
    return [{}, { days: 1 + roll(60) }, { from: '2026-01-01' }, { to: '2026-02-01' }, { from: '2026-01-01', to: '2026-02-01' }][roll(5)];
}
const details = (roll: Roll) => (roll(2) === 0 ? {} : { with: [{ attribute: 'shop', values: some(roll, ['Центр', 'Юг']) }, { attribute: 'items', ...range(roll) }].slice(0, 1 + roll(2)) });
const days = (roll: Roll) => (roll(2) === 0 ? {} : { days: 1 + roll(90) });
const ids = (roll: Roll) => (roll(2) === 0 ? {} : { values: some(roll, ['41', '42', '999']) });

/** Every condition that the server's page of conditions lists, by a name for complaints. */
export const CONDITIONS: Record<string, (roll: Roll) => Leaf> = {
    text: (roll) => ({ field: 'city', is: one(roll, ['in', 'not_in']), values: some(roll, ['Казань', 'Пермь', 'Уфа']) }),
    textPart: (roll) => ({ field: 'email', is: one(roll, ['contains', 'starts_with']), value: '@mail' }),
    oneOf: (roll) => ({ field: 'sex', is: one(roll, ['in', 'not_in']), values: ['male'] }),
    compares: (roll) => ({ field: 'debt', is: one(roll, ['eq', 'ne', 'lt', 'le', 'gt', 'ge']), value: roll(10_000) / 4 }),
    between: (roll) => ({ field: 'bonus_points', is: 'between', from: roll(10), to: 10 + roll(90) }),
    decile: (roll) => ({ field: 'debt', is: 'decile_between', from: 1 + roll(5), to: 6 + roll(5) }),
    day: (roll) => ({ field: 'due_date', is: one(roll, ['before', 'after', 'on']), value: day(roll) }),
    dayBetween: () => ({ field: 'due_date', is: 'between', from: '2026-01-01', to: '2026-02-01' }),
    distance: (roll) => ({ field: 'last_visit', is: one(roll, ['days_ago_more', 'days_ago_less', 'within_days', 'anniversary_within']), days: roll(400) }),
    age: (roll) => ({ field: 'birth_date', is: 'age_between', from: roll(40), to: 40 + roll(60) }),
    answer: (roll) => ({ field: 'app_user', is: one(roll, ['true', 'false', true, false]) }),
    state: (roll) => ({ field: 'tariff', is: one(roll, ['empty', 'filled']) }),
    everyone: () => ({ about: 'everyone', is: 'true' }),
    segment: (roll) => ({ about: 'segment', is: one(roll, ['in', 'not_in']), values: some(roll, ['8', '9', '77']) }),
    share: (roll) => ({ about: 'random', is: 'share', percent: (1 + roll(400)) / 4, ...(roll(2) === 0 ? {} : { seed: roll(1_000) }) }),
    people: (roll) => ({ about: 'random', is: 'people', people: 1 + roll(5_000), ...(roll(2) === 0 ? {} : { seed: roll(1_000) }) }),
    optOut: (roll) => ({ about: 'opt_out', is: one(roll, ['true', 'false', true]) }),
    import: (roll) => ({ about: 'import', is: one(roll, ['in', 'not_in']), values: some(roll, ['31', '32']) }),
    selection: (roll) => ({ about: 'selection', is: one(roll, ['in', 'not_in']), values: some(roll, ['51', '52', '77']) }),
    phone: (roll) => ({ about: 'phone', is: one(roll, ['repeated', 'single']) }),
    happened: (roll) => ({ about: 'event', kind: one(roll, ['purchase', 'test_drive']), is: one(roll, ['happened', 'not_happened']), ...period(roll), ...details(roll) }),
    count: (roll) => ({ about: 'event', kind: 'visit', is: 'count', ...range(roll), ...period(roll), ...details(roll) }),
    sum: (roll) => ({ about: 'event', kind: 'purchase', is: 'sum', ...range(roll, 100.5), ...period(roll), ...details(roll) }),
    last: (roll) => ({ about: 'event', kind: one(roll, ['purchase', 'test_drive']), is: 'last', ...range(roll), ...details(roll) }),
    campaign: (roll) => ({ about: 'campaign', is: one(roll, ['received', 'not_received', 'delivered', 'not_delivered', 'silent']), ...ids(roll), ...days(roll) }),
    failed: (roll) => ({ about: 'campaign', is: one(roll, ['failed', 'not_failed']), ...ids(roll), ...(roll(2) === 0 ? {} : { reasons: ['absent', 'newer_reason'] }), ...days(roll) }),
    replied: (roll) => ({ about: 'campaign', is: one(roll, ['replied', 'not_replied']), ...ids(roll), ...days(roll), ...(roll(2) === 0 ? {} : { text: 'да' }) }),
    messageCount: (roll) => ({ about: 'messages', is: 'count', days: 1 + roll(30), ...range(roll) }),
    messages: (roll) => ({ about: 'messages', is: one(roll, ['none', 'undelivered']), days: 1 + roll(90) }),
    lastMessage: (roll) => ({ about: 'messages', is: 'last', ...range(roll) }),
    list: (roll) => ({ about: 'list', is: one(roll, ['in', 'not_in']), values: some(roll, ['12', '13', '14', '15', '16']) }),
    consentGiven: (roll) => ({ about: 'consent', purpose: one(roll, ['advertising', 'surveys']), is: 'given', ...period(roll), ...(roll(2) === 0 ? {} : { through: ['form', 'fair'] }) }),
    consent: (roll) => ({ about: 'consent', purpose: 'service', is: one(roll, ['withdrawn', 'unknown']) }),
    zone: (roll) => ({ about: 'zone', is: one(roll, ['in', 'not_in']), values: some(roll, ['Asia/Omsk', 'Europe/Moscow', 'Mars/Olympus']) }),
    operator: (roll) => ({ about: 'number', is: one(roll, ['operator', 'not_operator']), values: some(roll, ['MegaFon', 'MTS', 'Unknown']) }),
};

export function tree(roll: Roll, depth: number, leaf: (roll: Roll) => Node): Node {
    const kind = depth >= 5 ? 0 : roll(6);
    const parts = () => Array.from({ length: 1 + roll(4) }, () => tree(roll, depth + 1, leaf));
    if (kind === 4) return { all: parts() };
    if (kind === 5) return { any: parts() };
    if (kind === 3) return { not: tree(roll, depth + 1, leaf) };
    return leaf(roll);
}

export const trees = (count: number, leaf: (roll: Roll) => Node): Criteria[] => [EVERYONE, ...Array.from({ length: count }, (_, seed) => tree(dice(seed + 1), 0, leaf))];

/** Trees of all conditions there are. */
export const KNOWN_TREES = trees(400, (roll) => one(roll, Object.values(CONDITIONS))(roll));

/** Every place in a tree with the node there. */
export function places(node: unknown, path: Path = []): [Path, unknown][] {
    const kind = kindOf(node);
    const here: [Path, unknown][] = [[path, node]];
    if (kind === 'not') return [...here, ...places((node as Not).not, [...path, 'not'])];
    if (kind !== 'all' && kind !== 'any') return here;
    const { word, parts } = partsOf(node as All | Any);
    return [...here, ...parts.flatMap((part, index) => places(part, [...path, word, index]))];
}
