import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '@/shared/api';
import { Bone } from '@/shared/Bone';
import { useProblemText } from '@/shared/useProblemText';
import { fieldsQuery, sampleQuery } from './api';
import css from './SampleAndWhy.module.css';
import { useSpeaker } from './useSpeaker';

const FIVE = 5;
const NUMBERS = new Set(['number', 'money', 'date', 'moment']);

/** Five of those found, so that one sees whom the sentence means; any other five on request. */
export function Sample({ asked }: { asked: string }) {
    const { t } = useTranslation();
    const { language } = useSpeaker();
    const problemText = useProblemText();
    const [calm] = useDebouncedValue(asked, 300);
    const [seed, setSeed] = useState(1);
    const fields = useQuery(fieldsQuery(language));
    const query = useQuery({ ...sampleQuery(calm, seed, language), placeholderData: keepPreviousData });
    const refused = query.error instanceof ApiProblem && query.error.status === 422;
    const failed = query.isError && !refused;
    const sample = query.isError ? undefined : query.data;
    const items = sample?.items;
    const columns = sample?.columns ?? [];
    // Where the conditions speak of no city, there is room for it: it tells most about a person after the name.
    const withCity = columns.length <= 2 && !columns.some(({ key }) => key === 'city');
    const right = (key: string) => (NUMBERS.has(fields.data?.find((field) => field.key === key)?.type ?? '') ? 'r n' : undefined);
    // A phone has room for two things beside the name.
    const tooMany = (index: number) => index + (withCity ? 1 : 0) >= 2 || undefined;
    return (
        <section aria-labelledby="segment-sample">
            <header className={css.bar}>
                <h2 id="segment-sample">{t(items && items.length < FIVE && items.length > 0 ? 'segments.sample.few' : 'segments.sample.title')}</h2>
                {items?.length === FIVE && (
                    <button type="button" className="act s14" onClick={() => setSeed(seed + 1)}>
                        {t('segments.sample.others')}
                    </button>
                )}
            </header>
            {failed && (
                <p role="alert" className={css.refusal}>
                    {t('segments.sample.failed')} {problemText(query.error)}{' '}
                    <button type="button" className="act s14" onClick={() => void query.refetch()}>
                        {t('again')}
                    </button>
                </p>
            )}
            {refused && <p className={css.said}>{t('segments.sample.odd')}</p>}
            {items?.length === 0 && <p className={css.said}>{t('segments.sample.none')}</p>}
            {!query.isError && items?.length !== 0 && (
                    <table className={`ledger ${css.people}`} aria-labelledby="segment-sample" aria-busy={!items} data-stale={query.isPlaceholderData || undefined}>
                        <thead>
                            <tr>
                                <th>{t('segments.sample.name')}</th>
                                <th data-wide>{t('segments.sample.phone')}</th>
                                {withCity && <th>{t('segments.sample.city')}</th>}
                                {columns.map(({ key, title }, index) => (
                                    <th key={key} className={right(key) && 'r'} data-wide={tooMany(index)}>
                                        {title}
                                    </th>
                                ))}
                                <th className="r" data-wide>
                                    {t('segments.sample.there')}
                                </th>
                            </tr>
                        </thead>
                        <tbody>
                            {items?.map((person) => (
                                <tr key={person.id}>
                                    <td className={person.name === null ? 'muted' : css.name}>{person.name ?? t('segments.sample.nameless')}</td>
                                    <td className="n muted" data-wide>
                                        {person.phone}
                                    </td>
                                    {withCity && <td>{person.city}</td>}
                                    {columns.map(({ key }, index) => (
                                        <td key={key} className={right(key)} data-wide={tooMany(index)}>
                                            {person.values[key] ?? <span className="muted">–</span>}
                                        </td>
                                    ))}
                                    <td className="r n" data-wide>
                                        {person.localTime}
                                    </td>
                                </tr>
                            )) ??
                                [132, 148, 92, 124, 156].map((width) => (
                                    <tr key={width} aria-hidden="true">
                                        <td>
                                            <Bone width={width} height={14} />
                                        </td>
                                        <td data-wide>
                                            <Bone width={112} height={14} />
                                        </td>
                                        <td>
                                            <Bone width={72} height={14} />
                                        </td>
                                        <td className="r" data-wide>
                                            <Bone width={36} height={14} />
                                        </td>
                                    </tr>
                                ))}
                        </tbody>
                    </table>
            )}
        </section>
    );
}
