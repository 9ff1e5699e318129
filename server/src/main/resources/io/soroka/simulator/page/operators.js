import { api, h, tell } from '/dom.js';
import { fault, FAULTS, figure, form, FORMS, t } from '/words.js';

/** What a fault begins with when it is switched on here. */
const FIRST = {
    errors: { share: 0.1 },
    throttled: { share: 1, seconds: 30 },
    queueFull: { share: 0.5 },
    disconnected: { every: 500 },
    silent: { seconds: 60 },
    bindRefused: { seconds: 60 },
    receiptLost: { share: 0.1 },
    receiptLate: { share: 0.1, minMs: 10000, maxMs: 60000 },
    receiptEarly: { share: 0.1, minMs: 200, maxMs: 500 },
    receiptRepeated: { share: 0.1 },
};

const going = (operator) => FAULTS.filter((kind) => operator.courses[kind] === 'on');

/** In a word: what it does just now. */
function state(operator) {
    const ill = going(operator);
    if (ill.length) return ill.map((kind) => h('span', { class: 'word', 'data-tone': 'bad' }, fault(kind)[0]));
    return [h('span', { class: 'word', 'data-tone': operator.sessions ? 'ok' : null }, t(operator.sessions ? 'works' : 'nobody'))];
}

export function operatorsPage() {
    const head = h('div', { class: 'head' });
    const rows = h('tbody');
    const columns = ['operator', 'state', 'sessions', 'accepted', 'refused', 'receipts', 'replies'];
    const table = h(
        'table',
        { class: 'ledger' },
        h('thead', {}, h('tr', {}, columns.map((name, i) => h('th', { scope: 'col', class: i > 1 ? 'r' : null }, t(name))))),
        rows,
    );
    return {
        node: h('div', {}, head, table),
        async refresh() {
            const operators = await api('operators');
            const ill = operators.filter((one) => going(one).length);
            const heading = ill.length === 0 ? t('allWell') : ill.length === 1 ? t('oneIll', { t: ill[0].title }) : t('someIll', { n: ill.length });
            head.replaceChildren(h('h1', {}, heading), h('p', { class: 'sub' }, t('allWellMore')));
            // A focus within stays where it is.
            const at = document.activeElement?.getAttribute('href');
            rows.replaceChildren(...operators.map(row));
            if (at) rows.querySelector(`a[href="${at}"]`)?.focus();
        },
    };
}

function row(operator) {
    const c = operator.counts;
    const cells = [
        ['sessions', figure(operator.sessions)],
        ['accepted', figure(c.accepted)],
        ['refused', figure(c.refused)],
        ['receipts', t('of', { a: figure(c.receiptsAcknowledged), b: figure(c.receipts) })],
        ['replies', t('of', { a: figure(c.repliesAcknowledged), b: figure(c.replies) })],
    ];
    return h(
        'tr',
        {},
        h('td', {}, h('a', { class: 'name', href: `#/operators/${operator.name}` }, operator.title)),
        h('td', { class: 'states' }, state(operator)),
        cells.map(([name, value]) => h('td', { class: 'r n', 'data-column': t(name) }, value)),
    );
}

export function operatorPage(name) {
    const heading = h('h1');
    const sub = h('p', { class: 'sub' });
    const states = h('p', { class: 'states now' });
    const figures = h('dl', { class: 'figures' });
    const faults = FAULTS.map((kind) => faultRow(name, kind, (told) => show(told)));
    const habits = h('div', { class: 'habits' });
    let form = null;

    function show(operator) {
        heading.textContent = operator.title;
        sub.textContent = t('address', { p: operator.port, s: operator.systemId });
        states.replaceChildren(...state(operator));
        const c = operator.counts;
        const shown = [
            [figure(operator.sessions), 'sessions'],
            [figure(c.accepted), 'accepted'],
            [figure(c.refused), 'refused'],
            [figure(c.unanswered), 'unanswered'],
            [figure(c.receiptsAcknowledged), 'receipts'],
            [figure(c.outstanding), 'outstanding'],
        ];
        figures.replaceChildren(...shown.map(([value, word]) => h('div', {}, h('dt', {}, t(word)), h('dd', { class: 'n' }, value))));
        for (const one of faults) one.show(operator);
        if (!form) {
            form = habitsForm(name, operator.habits);
            habits.replaceChildren(form);
        }
    }

    return {
        node: h(
            'div',
            { class: 'operator' },
            h('a', { class: 'back', href: '#/operators' }, t('allOperators')),
            heading,
            sub,
            states,
            figures,
            h('section', { 'aria-labelledby': 'faults' }, h('h2', { id: 'faults' }, t('faults')), h('p', { class: 'sub' }, t('faultsMore')), h('ul', { class: 'faults' }, faults.map((one) => one.node))),
            h('section', { 'aria-labelledby': 'habits' }, h('h2', { id: 'habits' }, t('habits')), habits),
        ),
        async refresh() {
            const operator = (await api('operators')).find((one) => one.name === name);
            if (operator) show(operator);
            else heading.textContent = t('lostPage');
        },
    };
}

const field = (label, input) => h('label', { class: 'field' }, h('span', {}, label), input);
const amount = (name, value, max, more = {}) => h('input', { type: 'number', name, value, min: '0', max: String(max), step: '1', required: true, ...more });
const DAY = 86400;

/** A switch, and below it what the fault is set to, while it is. */
function faultRow(operator, kind, told) {
    const [title, about] = fault(kind);
    const id = `fault-${kind}`;
    const shares = kind !== 'silent';
    const takes = 'minMs' in FIRST[kind];
    const course = h('span', { class: 'word' });
    const again = h('button', { type: 'button', class: 'act', onclick: () => put() }, t('begunAgain'));
    const turn = h('button', { type: 'button', class: 'switch', role: 'switch', 'aria-checked': 'false', 'aria-labelledby': `${id}-name`, 'aria-describedby': `${id}-about`, onclick: flip }, h('i'));
    const mode = h('select', { name: 'mode', onchange: changed }, h('option', { value: 'share' }, t('byShare')), h('option', { value: 'every' }, t('byEvery')));
    const share = h('input', { type: 'range', name: 'share', min: '0', max: '100', step: '1', oninput: name, onchange: changed });
    const percent = h('output', { class: 'n' });
    const every = amount('every', 500, 10000000, { min: '1', onchange: changed });
    const shareField = h('label', { class: 'field slide' }, h('span', {}, t('share')), h('span', {}, share, percent));
    const everyField = field(t('every'), every);
    const from = amount('fromSecond', 0, DAY, { onchange: changed });
    const seconds = amount('seconds', 0, DAY, { onchange: changed });
    const min = amount('minMs', 0, DAY * 1000, { onchange: changed });
    const max = amount('maxMs', 0, DAY * 1000, { onchange: changed });
    const fields = h(
        'form',
        { class: 'fields', hidden: true, 'aria-labelledby': `${id}-name`, onsubmit: (event) => event.preventDefault() },
        shares ? [field(t('whom'), mode), shareField, everyField] : [],
        takes ? [field(t('minMs'), min), field(t('maxMs'), max)] : [],
        field(t('fromSecond'), from),
        field(t('seconds'), seconds),
    );
    let set = false;

    function name() {
        percent.textContent = `${share.value}\u00a0%`;
    }
    function fill(value) {
        mode.value = value.every ? 'every' : 'share';
        share.value = String(Math.round((value.share ?? 1) * 100));
        every.value = String(value.every || 500);
        from.value = String(value.fromSecond ?? 0);
        seconds.value = String(value.seconds ?? 0);
        min.value = String(value.minMs ?? 0);
        max.value = String(value.maxMs ?? 0);
        sides();
    }
    function sides() {
        shareField.hidden = mode.value !== 'share';
        everyField.hidden = mode.value !== 'every';
        every.disabled = everyField.hidden;
        name();
    }
    function value() {
        const whole = { fromSecond: Number(from.value), seconds: Number(seconds.value) };
        if (shares) Object.assign(whole, mode.value === 'share' ? { share: Number(share.value) / 100, every: 0 } : { share: 1, every: Number(every.value) });
        if (takes) Object.assign(whole, { minMs: Number(min.value), maxMs: Number(max.value) });
        return whole;
    }
    async function patch(wanted, words) {
        try {
            told(await api(`operators/${operator}`, 'PATCH', { faults: { [kind]: wanted } }));
            tell(words);
        } catch (failure) {
            tell(t('notSaved', { e: failure.message }));
        }
    }
    function flip() {
        if (set) return patch(null, t('turnedOff', { f: title }));
        fill(FIRST[kind]);
        return put();
    }
    function put() {
        return patch(value(), t('turnedOn', { f: title }));
    }
    function changed() {
        sides();
        if (Number(max.value) < Number(min.value)) max.value = min.value;
        if (fields.reportValidity()) return patch(value(), t('saved'));
    }

    return {
        node: h(
            'li',
            { class: 'fault' },
            turn,
            h('div', {}, h('b', { id: `${id}-name` }, title), h('span', { id: `${id}-about`, class: 'muted' }, about), fields),
            h('div', { class: 'course' }, course, again),
        ),
        show(told) {
            const value = told.habits.faults[kind];
            const where = told.courses[kind];
            if (value && !set) fill(value);
            set = value !== undefined;
            turn.setAttribute('aria-checked', String(set));
            fields.hidden = !set;
            course.hidden = !set;
            again.hidden = where !== 'over';
            course.textContent = set ? t({ on: 'on', waiting: 'soon', over: 'over' }[where]) : '';
            course.dataset.tone = where === 'on' ? 'bad' : where === 'waiting' ? 'warn' : '';
        },
    };
}

/** Rows of fields that can be added and removed. */
function several(add, make, values, limit) {
    const rows = h('div', { class: 'several' });
    const more = h('button', { type: 'button', class: 'act', onclick: () => put({}).querySelector('input').focus() }, add);
    function put(value) {
        const row = h('div', { class: 'fields' }, make(value), h('button', { type: 'button', class: 'act', onclick: () => away(row) }, t('remove')));
        rows.append(row);
        more.hidden = rows.children.length >= limit;
        return row;
    }
    function away(row) {
        row.remove();
        more.hidden = false;
        more.focus();
    }
    values.forEach(put);
    return { node: h('div', {}, rows, more), rows: () => [...rows.children] };
}

/** Without a line: at once. */
const latencyOf = (points) => (points.length ? points : { minMs: 0, maxMs: 0 });
const of = (row, name) => row.querySelector(`[name=${name}]`).value;

function habitsForm(name, habits) {
    const points = several(
        t('addPoint'),
        (p) => [
            field(t('pointFrom'), amount('fromSecond', p.fromSecond ?? 0, DAY)),
            field(t('minMs'), amount('minMs', p.minMs ?? 0, DAY * 1000)),
            field(t('maxMs'), amount('maxMs', p.maxMs ?? 0, DAY * 1000)),
        ],
        habits.latency,
        100,
    );
    const refusals = several(
        t('addRefusal'),
        (r) => [
            field(t('prefix'), h('input', { type: 'text', name: 'prefix', inputmode: 'numeric', pattern: '[1-9][0-9]{0,14}', required: true, value: r.prefix ?? '' })),
            field(t('status'), h('input', { type: 'text', name: 'status', pattern: '0x[0-9a-fA-F]{1,4}', required: true, value: r.status ?? '0x0b' })),
        ],
        habits.refusals,
        100,
    );
    const { receipts, replies, ids } = habits;
    const speed = amount('perSecond', habits.perSecond, 1000000);
    const failed = amount('failedShare', Math.round(receipts.failedShare * 1000) / 10, 100, { step: '0.1' });
    const receiptMin = amount('receiptMin', receipts.minMs, DAY * 1000);
    const receiptMax = amount('receiptMax', receipts.maxMs, DAY * 1000);
    const shuffled = h('input', { type: 'checkbox', name: 'shuffled', checked: receipts.shuffled });
    const tlvs = h('input', { type: 'checkbox', name: 'tlvs', checked: receipts.tlvs });
    const forms = (chosen) => h('select', {}, FORMS.map((one) => h('option', { value: one, selected: one === chosen }, form(one))));
    const answer = forms(ids.answer);
    const receipt = forms(ids.receipt);
    const share = amount('replyShare', Math.round(replies.share * 1000) / 10, 100, { step: '0.1' });
    const texts = h('textarea', { rows: '4', required: true, value: replies.texts.join('\n') });
    const replyMin = amount('replyMin', replies.minMs, DAY * 1000);
    const replyMax = amount('replyMax', replies.maxMs, DAY * 1000);

    async function save(event) {
        event.preventDefault();
        const patch = {
            latency: latencyOf(points.rows().map((row) => ({ fromSecond: Number(of(row, 'fromSecond')), minMs: Number(of(row, 'minMs')), maxMs: Number(of(row, 'maxMs')) }))),
            perSecond: Number(speed.value),
            refusals: refusals.rows().map((row) => ({ prefix: of(row, 'prefix'), status: of(row, 'status') })),
            ids: { answer: answer.value, receipt: receipt.value },
            receipts: { minMs: Number(receiptMin.value), maxMs: Number(receiptMax.value), failedShare: Number(failed.value) / 100, shuffled: shuffled.checked, tlvs: tlvs.checked },
            replies: { share: Number(share.value) / 100, minMs: Number(replyMin.value), maxMs: Number(replyMax.value), texts: texts.value.split('\n').map((line) => line.trim()).filter(Boolean) },
        };
        try {
            await api(`operators/${name}`, 'PATCH', patch);
            tell(t('saved'));
        } catch (failure) {
            tell(t('notSaved', { e: failure.message }));
        }
    }

    const group = (head, more, ...inside) => h('fieldset', {}, h('legend', {}, head), more ? h('p', { class: 'muted' }, more) : null, ...inside);
    return h(
        'form',
        { class: 'habit', onsubmit: save },
        group(t('latency'), t('latencyMore'), points.node, h('div', { class: 'fields' }, field(t('speed'), speed))),
        group(
            t('receiptsHead'),
            null,
            h('div', { class: 'fields' }, field(t('minMs'), receiptMin), field(t('maxMs'), receiptMax), field(t('failedShare'), failed)),
            h('label', { class: 'check' }, shuffled, t('shuffled')),
            h('label', { class: 'check' }, tlvs, t('tlvs')),
        ),
        group(t('idsHead'), null, h('div', { class: 'fields' }, field(t('idAnswer'), answer), field(t('idReceipt'), receipt))),
        group(t('refusalsHead'), t('refusalsMore'), refusals.node),
        group(
            t('repliesHead'),
            null,
            h('div', { class: 'fields' }, field(t('replyShare'), share), field(t('minMs'), replyMin), field(t('maxMs'), replyMax)),
            field(t('replyTexts'), texts),
        ),
        h('button', { type: 'submit', class: 'button filled' }, t('save')),
    );
}
