import { TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useProblemText } from '@/shared/useProblemText';
import type { Part, PartProps } from './about';
import { nameOf } from './aboutWords';
import { choicesQuery } from './api';
import type { AboutLeaf } from './criteria';
import { isText } from './leaf';
import { Note } from './parts';
import css from './Picker.module.css';
import { Rows } from './Rows';
import { useSpeaker } from './useSpeaker';

export const valuesOf = (leaf: AboutLeaf): string[] => (Array.isArray(leaf.values) ? leaf.values.map(String) : []);

type How = {
    /** None chosen means any. */
    optional?: boolean;
    /** How people know a value whose title is the same in every language. */
    titled?: (language: string, value: string) => string;
};

/** One or more things by name: lists, campaigns, files… */
export const choices = (about: string, { optional = false, titled }: How = {}): Part => ({
    members: ['values'],
    isComplete: ({ values }) => (values === undefined ? optional : Array.isArray(values) && values.length > 0 && values.every(isText)),
    Editor: (props) => <Choices about={about} optional={optional} titled={titled} {...props} />,
});

function Choices({ about, optional, titled, catalogue, leaf, onLeaf, focus }: PartProps & { about: string; optional: boolean; titled: How['titled'] }) {
    const { t } = useTranslation();
    const { language } = useSpeaker();
    const problemText = useProblemText();
    const [query, setQuery] = useState('');
    const [calm] = useDebouncedValue(query.trim(), 200);
    const chosen = valuesOf(leaf);
    const [first] = useState(chosen);
    const found = useQuery({ ...choicesQuery(about, calm, language), placeholderData: keepPreviousData });
    const settled = query.trim() === calm && !found.isPlaceholderData;
    const items = found.data ?? [];
    const kept = query.trim() === '' ? first.filter((value) => !items.some((one) => one.value === value)).map((value) => ({ value, title: nameOf({ t, language }, catalogue, about, value) })) : [];
    const rows = [...kept.map((row) => ({ ...row, people: null })), ...items].map(({ value, title, people }) => ({ value, title: titled?.(language, value) ?? title, count: people }));
    const set = (value: string, on: boolean) => {
        const next = on ? [...chosen, value] : chosen.filter((one) => one !== value);
        onLeaf({ ...leaf, values: next.length === 0 && optional ? undefined : next });
    };
    return (
        <>
            <TextInput
                data-autofocus={focus || undefined}
                aria-label={t('segments.part.find')}
                placeholder={t('segments.part.find')}
                autoComplete="off"
                value={query}
                onChange={(event) => setQuery(event.target.value)}
                onKeyDown={(event) => {
                    if (event.key !== 'Enter' || query.trim() === '') return;
                    event.preventDefault();
                    if (!settled || !items[0]) return;
                    set(items[0].value, true);
                    setQuery('');
                }}
            />
            <Rows label={t('segments.part.listed')} rows={rows} chosen={chosen} first={false} onSet={set} waiting={found.isPending} />
            <Note>
                {found.error
                    ? problemText(found.error)
                    : rows.length === 0 && settled
                      ? query.trim() === ''
                          ? t('segments.part.nothing')
                          : t('segments.value.none', { query: query.trim() })
                      : optional && chosen.length === 0
                        ? t('segments.part.anyCampaign')
                        : items.length >= 50
                          ? t('segments.part.more')
                          : ''}
            </Note>
        </>
    );
}

/** What consent is for: one of the purposes there are. */
export const purpose: Part = {
    members: ['purpose'],
    isComplete: ({ purpose }) => isText(purpose),
    Editor: Purpose,
};

function Purpose({ catalogue, leaf, onLeaf, focus }: PartProps) {
    const { t } = useTranslation();
    const { language } = useSpeaker();
    const name = useId();
    const problemText = useProblemText();
    const found = useQuery(choicesQuery('consent', '', language));
    const own = isText(leaf.purpose) ? leaf.purpose : '';
    const known = found.data ?? [];
    const all = known.some(({ value }) => value === own) || own === '' ? known : [{ value: own, title: nameOf({ t, language }, catalogue, 'consent', own) }, ...known];
    return (
        <>
            <div role="radiogroup" aria-label={t('segments.part.purpose')} className={css.compare}>
                {all.map(({ value, title }) => (
                    <div key={value} className={css.row} data-on={value === own || undefined}>
                        <input id={`${name}-${value}`} type="radio" name={name} checked={value === own} data-autofocus={(focus && value === own) || undefined} onChange={() => onLeaf({ ...leaf, purpose: value })} />
                        <label htmlFor={`${name}-${value}`}>{title}</label>
                    </div>
                ))}
            </div>
            <Note>{found.error ? problemText(found.error) : ''}</Note>
        </>
    );
}
