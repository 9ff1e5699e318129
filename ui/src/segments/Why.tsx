import { TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { Trans, useTranslation } from 'react-i18next';
import type { MessageClass } from '@/audience';
import { Bone } from '@/shared/Bone';
import { useProblemText } from '@/shared/useProblemText';
import { type Explanation, explainQuery } from './api';
import type { Criteria } from './criteria';
import { type Reason, reasonsOf } from './reasons';
import css from './SampleAndWhy.module.css';
import { useCatalogue } from './useCatalogue';
import { useSpeaker } from './useSpeaker';

/** A word or two digits say too little of whom one means. */
const SHORTEST = 2;

/** Somebody by name or number: is this person among them, and why. Without a message class only the segment is asked about. */
export function Why({ criteria, messageClass }: { criteria: Criteria; messageClass: MessageClass | null }) {
    const { t } = useTranslation();
    const { language } = useSpeaker();
    const problemText = useProblemText();
    const id = useId();
    const [query, setQuery] = useState('');
    const [chosen, setChosen] = useState<string | null>(null);
    const [calm] = useDebouncedValue(query.trim(), 300);
    const [asked] = useDebouncedValue(JSON.stringify(criteria), 300);
    const { catalogue } = useCatalogue(criteria);
    const enabled = calm.length >= SHORTEST;
    const explained = useQuery({ ...explainQuery(asked, messageClass ?? 'service', calm, language), enabled, placeholderData: keepPreviousData });
    const items = enabled && !explained.isError ? explained.data : undefined;
    const shown = items?.find(({ person }) => person.id === chosen) ?? items?.[0];
    return (
        <section aria-labelledby={id}>
            <h2 id={id}>{t('segments.why.title')}</h2>
            <TextInput
                className={css.ask ?? ''}
                type="search"
                aria-label={t('segments.why.ask')}
                placeholder={t('segments.why.ask')}
                autoComplete="off"
                value={query}
                onChange={(event) => setQuery(event.target.value)}
            />
            <div aria-live="polite">
                {enabled && explained.isError && <p className={css.refusal}>{problemText(explained.error)}</p>}
                {enabled && explained.isPending && (
                    <p className={css.verdict} aria-busy="true">
                        <Bone width={220} height={18} />
                    </p>
                )}
                {items?.length === 0 && !explained.isPlaceholderData && <p className={css.said}>{t('segments.why.nobody', { query: calm })}</p>}
                {shown && catalogue && <Verdict explanation={shown} reasons={reasonsOf({ t, language }, catalogue, criteria, shown)} message={messageClass !== null} />}
            </div>
            {items && items.length > 1 && (
                <p className={css.others}>
                    <span className="muted">{t('segments.why.others')}</span>
                    {items
                        .filter((item) => item !== shown)
                        .map(({ person }) => (
                            <button key={person.id} type="button" className="act s14" onClick={() => setChosen(person.id)}>
                                {person.name ?? t('segments.sample.nameless')}, {person.phone.slice(-5)}
                            </button>
                        ))}
                </p>
            )}
        </section>
    );
}

function Verdict({ explanation, reasons, message }: { explanation: Explanation; reasons: Reason[]; message: boolean }) {
    const { t } = useTranslation();
    const { person, inSegment, gets, reasonText } = explanation;
    const key = message ? (gets ? 'gets' : 'not') : inSegment ? 'in' : 'out';
    const all = message && inSegment && !gets && reasonText !== null ? [...reasons, { holds: false, text: reasonText }] : reasons;
    return (
        <>
            <p className={css.verdict}>
                <Trans t={t} i18nKey={`segments.why.${key}`} values={{ name: person.name ?? person.phone }} components={{ b: <b /> }} />
            </p>
            <ul className={css.reasons}>
                {all.map(({ holds, text }) => (
                    <li key={text} data-holds={holds}>
                        <svg viewBox="0 0 14 14" role="img" aria-label={t(holds ? 'segments.why.yes' : 'segments.why.no')}>
                            <path d={holds ? 'm2.5 7.5 3 3 6-7' : 'm3 3 8 8M11 3l-8 8'} />
                        </svg>
                        <span>{text}</span>
                    </li>
                ))}
            </ul>
        </>
    );
}
