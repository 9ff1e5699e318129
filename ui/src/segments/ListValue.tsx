import { Textarea, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useProblemText } from '@/shared/useProblemText';
import { plain } from '@/shared/plain';
import { valuesQuery } from './api';
import type { FieldLeaf } from './criteria';
import { type Field } from './fields';
import { sayState, valueTitle } from './fieldWords';
import { listOf, needsOf, operatorOf, operatorsOf } from './leaf';
import css from './Picker.module.css';
import { inSentence } from './phrases';
import { type Row, Rows } from './Rows';
import { useSpeaker } from './useSpeaker';

type Props = { field: Field; leaf: FieldLeaf; onLeaf: (leaf: FieldLeaf) => void; button: ReactNode };

/** Texts and choices: how to look, and then which values, ticked or written. */
export function ListValue({ field, leaf, onLeaf, button }: Props) {
    const { t } = useTranslation();
    const speaker = useSpeaker();
    const name = useId();
    const operator = operatorOf(leaf);
    const needs = needsOf(field.type, operator);
    const label = (one: string) => {
        if (one === 'empty' || one === 'filled') return sayState(speaker, field, one, field.title);
        return t(`segments.how.${one as 'in'}`);
    };
    return (
        <>
            <div role="radiogroup" aria-label={t('segments.how.label')} className={css.how}>
                {operatorsOf(field).map((one) => (
                    <label key={one}>
                        <input type="radio" name={name} checked={one === operator} onChange={() => onLeaf({ ...leaf, is: one })} />
                        <span>{label(one)}</span>
                    </label>
                ))}
            </div>
            {needs === 'values' && <Values key="values" field={field} leaf={leaf} onLeaf={onLeaf} button={button} />}
            {needs === 'text' && (
                <TextInput
                    data-autofocus
                    className={css.text ?? ''}
                    aria-label={t('segments.value.text')}
                    placeholder={t('segments.value.text')}
                    autoComplete="off"
                    value={typeof leaf.value === 'string' ? leaf.value : ''}
                    onChange={(event) => onLeaf({ ...leaf, value: event.target.value })}
                />
            )}
            {needs !== 'values' && <div className={css.foot}>{button}</div>}
        </>
    );
}

const chosenOf = (leaf: FieldLeaf): string[] => (Array.isArray(leaf.values) ? leaf.values.map(String) : []);

function Values({ field, leaf, onLeaf, button }: Props) {
    const { t } = useTranslation();
    const { language } = useSpeaker();
    const [query, setQuery] = useState('');
    const [calm] = useDebouncedValue(query.trim(), 200);
    const [pasting, setPasting] = useState(false);
    const client = useQueryClient();
    const chosen = chosenOf(leaf);
    const [first] = useState(chosen);
    const top = useQuery(valuesQuery(field.key, '', language));
    const found = useQuery({ ...valuesQuery(field.key, calm, language), placeholderData: keepPreviousData, enabled: calm !== '' });
    const settled = query.trim() === calm && (calm === '' || !found.isFetching);

    const rows = rowsOf(field, query.trim(), first, top.data?.items ?? [], settled && calm !== '' ? (found.data?.items ?? []) : null);
    // Two values may be on their way at once: each goes to what stands by then.
    const latest = useRef(leaf);
    useEffect(() => {
        latest.current = leaf;
    });
    const set = (value: string, on: boolean) => {
        const others = chosenOf(latest.current).filter((one) => one !== value);
        latest.current = { ...latest.current, values: on ? [...others, value] : others };
        onLeaf(latest.current);
    };
    /** A comma takes a value only where there is one: else it is a part of what one looks for. */
    const pickFirst = async (looked: string, byComma = false) => {
        setQuery('');
        // Enter before the answer: the first that comes is meant.
        const found = settled && looked === query.trim() ? rows : rowsOf(field, looked, first, [], (await client.fetchQuery(valuesQuery(field.key, looked, language))).items);
        const wanted = byComma ? found.find(({ count }) => field.type !== 'text' || count !== null) : found[0];
        if (wanted) set(wanted.value, true);
        else if (byComma) setQuery((since) => `${looked},${since}`);
    };

    const searched = field.options.length === 0 || field.options.length > 8;
    const nothing = top.isSuccess && top.data.items.length === 0 && field.options.length === 0;
    if (pasting || nothing) {
        return <Pasted key="pasted" chosen={chosen} nothing={nothing} onValues={(values) => onLeaf({ ...leaf, values })} onList={() => setPasting(false)} button={button} />;
    }
    return (
        <>
            {searched && (
                <TextInput
                    data-autofocus
                    aria-label={t('segments.value.find', { field: inSentence(field.title) })}
                    placeholder={t('segments.value.find', { field: inSentence(field.title) })}
                    autoComplete="off"
                    value={query}
                    onChange={(event) => {
                        // A comma ends a value: whoever knows them writes them in one go.
                        const ended = /^(.*[^\s,].*),$/.exec(event.target.value)?.[1]?.trim();
                        if (ended === undefined) setQuery(event.target.value);
                        else pickFirst(ended, true).catch(() => setQuery(ended));
                    }}
                    onKeyDown={(event) => {
                        if (event.key !== 'Enter' || event.ctrlKey || event.metaKey || query.trim() === '') return;
                        event.preventDefault();
                        pickFirst(query.trim()).catch(() => setQuery(query));
                    }}
                />
            )}
            <Rows label={t('segments.value.list')} rows={rows} chosen={chosen} first={!searched} onSet={set} waiting={top.isPending && field.options.length === 0} />
            <Told failed={top.error ?? found.error} more={query.trim() === '' ? top.data?.more === true : found.data?.more === true} rows={rows.length} query={query.trim()} settled={settled} />
            <div className={css.foot}>
                {field.type === 'text' && (
                    <button type="button" className="act s14" onClick={() => setPasting(true)}>
                        {t('segments.value.paste')}
                    </button>
                )}
                {button}
            </div>
        </>
    );
}

/** What is chosen first, then the most frequent; while one looks for something, what fits, and at last the very words. */
function rowsOf(field: Field, query: string, chosen: string[], top: Row[], found: Row[] | null): Row[] {
    const known: Row[] = field.options.length > 0 ? field.options.map(({ code, title }) => ({ value: code, title, count: top.find(({ value }) => value === code)?.count ?? null })) : top;
    if (query === '') {
        if (field.options.length > 0) return known;
        const kept = chosen.map((value) => known.find((row) => row.value === value) ?? { value, title: valueTitle(field, value), count: null });
        return [...kept, ...known.filter(({ value }) => !chosen.includes(value))];
    }
    const fitting = found && field.options.length === 0 ? found : known.filter(({ title }) => plain(title).includes(plain(query)));
    const exact = fitting.some(({ title }) => plain(title) === plain(query));
    return exact || field.type !== 'text' ? fitting : [...fitting, { value: query, title: query, count: null }];
}

function Told({ failed, more, rows, query, settled }: { failed: unknown; more: boolean; rows: number; query: string; settled: boolean }) {
    const { t } = useTranslation();
    const problemText = useProblemText();
    return (
        <p className={css.note} role="status">
            {failed ? problemText(failed) : rows === 0 && settled && query !== '' ? t('segments.value.none', { query }) : more ? t('segments.value.more') : ''}
        </p>
    );
}

type PastedProps = { chosen: string[]; nothing: boolean; onValues: (values: string[]) => void; onList: () => void; button: ReactNode };

/** Values written by hand: for long lists, and for fields whose values are nobody's to look through. */
function Pasted({ chosen, nothing, onValues, onList, button }: PastedProps) {
    const { t } = useTranslation();
    const [text, setText] = useState(chosen.join('\n'));
    const field = useRef<HTMLTextAreaElement>(null);
    useEffect(() => field.current?.focus(), []);
    return (
        <>
            <Textarea
                ref={field}
                data-autofocus
                className={css.text ?? ''}
                classNames={{ input: css.area ?? '' }}
                label={t('segments.value.eachLine')}
                rows={6}
                value={text}
                onChange={(event) => {
                    setText(event.target.value);
                    onValues(listOf(event.target.value));
                }}
            />
            <p className={css.note}>{nothing ? t('segments.value.private') : t('segments.value.pasted', { count: listOf(text).length })}</p>
            <div className={css.foot}>
                {!nothing && (
                    <button type="button" className="act s14" onClick={onList}>
                        {t('segments.value.choose')}
                    </button>
                )}
                {button}
            </div>
        </>
    );
}
