import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fieldProblem, toldAtFields } from '@/shared/fieldProblem';
import { beside, Buttons, Form, Refusal } from '@/shared/Form';
import { held, hour, notWhole, OptionField, SecretField, useWrongOptions, whole } from '@/shared/Option';
import { useFormat } from '@/shared/useFormat';
import { useProblemText } from '@/shared/useProblemText';
import type { Connection, Kind, Option, Settings } from './api';
import css from './Operators.module.css';

// As the server has them.
const MOST_FALLBACKS = 10;
const MOST_PARTS = 1_000_000_000;

type Props = {
    kinds: readonly Kind[];
    /** What is changed; null for a new one. */
    connection: Connection | null;
    /** Those that may stand in for it. */
    others: readonly Connection[];
    busy: boolean;
    error: unknown;
    /** Calls `saved` when it is: the field of a new secret then closes again. */
    onSave: (settings: Settings, saved: () => void) => void;
};

/** A connection's settings, each with its help beside it; those that few need are folded away. */
export function ConnectionForm({ kinds, connection, others, busy, error, onSave }: Props) {
    const { t } = useTranslation();
    const format = useFormat();
    const problemText = useProblemText();
    const wrongOptions = useWrongOptions();
    const [kindCode, setKindCode] = useState(connection?.kind ?? kinds[0]?.kind ?? '');
    const kind = kinds.find((one) => one.kind === kindCode);
    const [name, setName] = useState(connection?.name ?? '');
    const [rate, setRate] = useState(String(connection?.ratePerSecond ?? 0));
    const [perDay, setPerDay] = useState(String(connection?.perDay ?? 0));
    const [perMonth, setPerMonth] = useState(String(connection?.perMonth ?? 0));
    const [opensAt, setOpensAt] = useState(connection?.opensAt ?? '');
    const [closesAt, setClosesAt] = useState(connection?.closesAt ?? '');
    const [price, setPrice] = useState(written(connection?.unitPrice ?? null));
    const [priority, setPriority] = useState(String(connection?.priority ?? 0));
    const [prefixes, setPrefixes] = useState(connection?.prefixes.join(', ') ?? '');
    const [fallbacks, setFallbacks] = useState<readonly string[]>(connection?.fallbacks ?? []);
    const [options, setOptions] = useState<Record<string, string>>(connection?.options ?? {});
    const [secret, setSecret] = useState<string | null>(connection?.hasSecret ? null : '');
    const [tried, setTried] = useState(false);
    const [more, setMore] = useState(() => kind?.options.some((option) => option.advanced && (options[option.key] ?? option.default) !== option.default) ?? false);
    if (!kind) return <Refusal>{t('operators.form.unknownKind')}</Refusal>;

    const opens = hour(opensAt);
    const closes = hour(closesAt);
    const wrong: Record<string, string | null> = {
        ...wrongOptions(kind.options, options, secret),
        '/name': name.trim() === '' ? t('option.empty') : null,
        '/ratePerSecond': notWhole(rate, 0, 100_000) ? t('option.number', { min: '0', max: '100 000' }) : null,
        '/perDay': notWhole(perDay, 0, MOST_PARTS) ? t('option.number', { min: '0', max: format.number(MOST_PARTS) }) : null,
        '/perMonth': notWhole(perMonth, 0, MOST_PARTS) ? t('option.number', { min: '0', max: format.number(MOST_PARTS) }) : null,
        '/opensAt': opens === null ? t('option.hour') : opens === '' && closesAt !== '' ? t('operators.form.bothHours') : null,
        '/closesAt':
            closes === null
                ? t('option.hour')
                : closes === '' && opensAt !== ''
                  ? t('operators.form.bothHours')
                  : closes !== '' && closes === opens
                    ? t('operators.form.sameHours')
                    : null,
        '/priority': notWhole(priority, 0, 1_000) ? t('option.number', { min: '0', max: '1 000' }) : null,
        '/unitPrice': amount(price) === null ? t('operators.form.price') : null,
        '/prefixes': listed(prefixes).some((prefix) => !/^\d{1,11}$/.test(prefix)) ? t('operators.form.prefixes') : null,
    };
    const pointers = ['/name', '/kind', '/ratePerSecond', '/perDay', '/perMonth', '/opensAt', '/closesAt', '/priority', '/unitPrice', '/prefixes', '/fallbacks', '/secret', ...kind.options.map(({ key }) => `/options/${key}`)];
    const told = (pointer: string) => (tried && wrong[pointer]) || fieldProblem(error, pointer);
    const folded = kind.options.filter(({ advanced }) => advanced);
    const isWrongInside = folded.some(({ key }) => (tried && wrong[`/options/${key}`]) || fieldProblem(error, `/options/${key}`));
    const field = (option: Option) =>
        option.type === 'secret' ? (
            <SecretField key={option.key} option={option} value={secret} kept={connection?.hasSecret ?? false} onChange={setSecret} error={told('/secret')} />
        ) : (
            <OptionField
                key={`${kind.kind} ${option.key}`}
                option={option}
                value={held(option, options)}
                onChange={(value) => setOptions((before) => ({ ...before, [option.key]: value }))}
                error={told(`/options/${option.key}`)}
            />
        );
    const save = () => {
        setTried(true);
        if (busy || Object.values(wrong).some((text) => text !== null)) return;
        const given = kind.options
            .filter(({ type }) => type !== 'secret')
            .map((option) => [option.key, held(option, options).trim()] as const)
            .filter(([, value]) => value !== '');
        const settings: Settings = {
            name: name.trim(),
            kind: kind.kind,
            priority: whole(priority),
            ratePerSecond: whole(rate),
            perDay: whole(perDay),
            perMonth: whole(perMonth),
            opensAt: opens === '' ? null : opens,
            closesAt: closes === '' ? null : closes,
            unitPrice: amount(price) ?? 0,
            prefixes: listed(prefixes),
            fallbacks: [...fallbacks],
            options: Object.fromEntries(given),
            ...(secret === null || secret === '' ? {} : { secret }),
        };
        onSave(settings, () => {
            if (settings.secret !== undefined) setSecret(null);
        });
    };
    const number = { inputMode: 'numeric' as const, autoComplete: 'off' };
    return (
        <Form onSubmit={save}>
            <TextInput
                classNames={beside}
                label={t('operators.form.name')}
                description={t('operators.form.nameHelp')}
                autoComplete="off"
                value={name}
                onChange={(event) => setName(event.currentTarget.value)}
                error={told('/name')}
            />
            {connection === null && kinds.length > 1 && (
                <NativeSelect
                    classNames={beside}
                    label={t('operators.form.kind')}
                    description={t('operators.form.kindHelp')}
                    value={kindCode}
                    onChange={(event) => {
                        setKindCode(event.currentTarget.value);
                        setOptions({});
                        setTried(false);
                    }}
                    data={kinds.map((one) => ({ value: one.kind, label: one.title }))}
                    error={told('/kind')}
                />
            )}
            {kind.options.filter(({ advanced }) => !advanced).map(field)}
            <TextInput
                classNames={beside}
                label={t('operators.form.rate')}
                description={t('operators.form.rateHelp')}
                {...number}
                value={rate}
                onChange={(event) => setRate(event.currentTarget.value)}
                error={told('/ratePerSecond')}
            />
            <TextInput
                classNames={beside}
                label={t('operators.form.perDay')}
                description={t('operators.form.perDayHelp')}
                {...number}
                value={perDay}
                onChange={(event) => setPerDay(event.currentTarget.value)}
                error={told('/perDay')}
            />
            <TextInput
                classNames={beside}
                label={t('operators.form.perMonth')}
                description={t('operators.form.perMonthHelp')}
                {...number}
                value={perMonth}
                onChange={(event) => setPerMonth(event.currentTarget.value)}
                error={told('/perMonth')}
            />
            <TextInput
                autoComplete="off"
                classNames={beside}
                label={t('operators.form.opensAt')}
                description={t('operators.form.opensAtHelp')}
                value={opensAt}
                onChange={(event) => setOpensAt(event.currentTarget.value)}
                error={told('/opensAt')}
            />
            <TextInput
                autoComplete="off"
                classNames={beside}
                label={t('operators.form.closesAt')}
                description={t('operators.form.closesAtHelp')}
                value={closesAt}
                onChange={(event) => setClosesAt(event.currentTarget.value)}
                error={told('/closesAt')}
            />
            <TextInput
                classNames={beside}
                label={t('operators.form.unitPrice')}
                description={t('operators.form.priceHelp')}
                inputMode="decimal"
                autoComplete="off"
                value={price}
                onChange={(event) => setPrice(event.currentTarget.value)}
                error={told('/unitPrice')}
            />
            <TextInput
                classNames={beside}
                label={t('operators.form.serves')}
                description={t('operators.form.servesHelp')}
                autoComplete="off"
                value={prefixes}
                onChange={(event) => setPrefixes(event.currentTarget.value)}
                error={told('/prefixes')}
            />
            <TextInput
                classNames={beside}
                label={t('operators.form.priority')}
                description={t('operators.form.priorityHelp')}
                {...number}
                value={priority}
                onChange={(event) => setPriority(event.currentTarget.value)}
                error={told('/priority')}
            />
            {others.length > 0 && <Fallbacks others={others} chosen={fallbacks} onChange={setFallbacks} error={told('/fallbacks')} />}
            {folded.length > 0 && (
                <details className={css.more} open={more || isWrongInside} onToggle={(event) => setMore(event.currentTarget.open)}>
                    <summary>
                        {t('operators.form.more')}
                        <small>{t('operators.form.moreHelp')}</small>
                    </summary>
                    <div>{folded.map(field)}</div>
                </details>
            )}
            <Refusal>{error !== null && !toldAtFields(error, pointers) && problemText(error)}</Refusal>
            <Buttons>
                <Button type="submit" variant="filled" aria-disabled={busy}>
                    {busy ? t('operators.form.busy') : connection ? t('operators.form.save') : t('operators.form.connect')}
                </Button>
            </Buttons>
        </Form>
    );
}

type FallbacksProps = { others: readonly Connection[]; chosen: readonly string[]; onChange: (chosen: readonly string[]) => void; error: string | null };

/** Who stands in, in order: one field for each and an empty one for the next. */
function Fallbacks({ others, chosen, onChange, error }: FallbacksProps) {
    const { t } = useTranslation();
    const places = Math.min(chosen.length + 1, others.length, MOST_FALLBACKS);
    return Array.from({ length: places }, (_, place) => {
        const own = chosen[place] ?? '';
        return (
            <NativeSelect
                // A place in the order is what the field is about.
                // oxlint-disable-next-line react/no-array-index-key
                key={place}
                classNames={beside}
                label={place === 0 ? t('operators.form.fallbacks') : t('operators.form.fallback', { number: place + 1 })}
                description={place === 0 ? t('operators.form.fallbacksHelp') : undefined}
                value={own}
                onChange={(event) => {
                    const next = event.currentTarget.value;
                    onChange([...chosen.slice(0, place), ...(next === '' ? [] : [next]), ...chosen.slice(place + 1)]);
                }}
                data={[
                    { value: '', label: t('operators.form.nobody') },
                    ...others.filter(({ id }) => id === own || !chosen.includes(id)).map(({ id, name }) => ({ value: id, label: name })),
                ]}
                error={place === 0 ? error : null}
            />
        );
    });
}

/** Rubles as people write them: "2,10". Null when it is no price. */
function amount(text: string): number | null {
    if (text.trim() === '') return 0;
    const number = Number(text.replaceAll(/\s/g, '').replace(',', '.'));
    return Number.isFinite(number) && number >= 0 && number < 10_000 ? number : null;
}

/** As people write it: 3, 2,10, and 0,145 where there is more than kopecks. */
function written(price: number | null): string {
    if (price === null) return '';
    const [roubles = '', kopecks = ''] = String(price).split('.');
    return kopecks === '' ? roubles : `${roubles},${kopecks.padEnd(2, '0')}`;
}

function listed(text: string): string[] {
    return text.split(/[\s,;]+/).filter((one) => one !== '');
}
