import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Bone } from '@/shared/Bone';
import { Failure } from '@/shared/Failure';
import { useTitle } from '@/shared/useTitle';
import { EventKindDialog } from './EventKindDialog';
import { allEventKindsQuery, type EventKind } from './eventKinds';
import css from './Fields.module.css';
import { Tabs } from './Tabs';

/** What clients do, as other systems tell it: the kinds there are, and those that are offered no more. */
export function EventKindsPage() {
    const { t } = useTranslation();
    const query = useQuery(allEventKindsQuery);
    const [opened, setOpened] = useState<string | 'new' | null>(null);
    useTitle(t('fields.events.title'));
    const kinds = query.data;
    const groups = [
        { key: 'offered', kinds: kinds?.filter(({ archived }) => !archived) ?? [] },
        { key: 'archived', kinds: kinds?.filter(({ archived }) => archived) ?? [] },
    ] as const;
    return (
        <>
            <Tabs />
            {!kinds && query.isError ? (
                <Failure title={t('fields.events.failed')} error={query.error} onRetry={() => void query.refetch()} />
            ) : (
                <>
                    <header className={css.bar}>
                        <div>
                            <h1>{t('fields.events.heading')}</h1>
                            <p className={css.sub}>{t('fields.events.text')}</p>
                        </div>
                        <Button variant="filled" onClick={() => setOpened('new')}>
                            {t('fields.events.add')}
                        </Button>
                    </header>
                    <p className="sr" role="status">
                        {kinds ? t('fields.events.found', { count: kinds.length }) : t('loading')}
                    </p>
                    {!kinds && <Waiting />}
                    {kinds?.length === 0 && <p className={css.said}>{t('fields.events.none')}</p>}
                    {groups.map(({ key, kinds }) => kinds.length > 0 && <Group key={key} title={t(`fields.events.group.${key}`)} kinds={kinds} onOpen={setOpened} />)}
                    <EventKindDialog opened={opened !== null} kind={kinds?.find(({ key }) => key === opened) ?? null} onClose={() => setOpened(null)} />
                </>
            )}
        </>
    );
}

function Group({ title, kinds, onOpen }: { title: string; kinds: readonly EventKind[]; onOpen: (key: string) => void }) {
    const { t, i18n } = useTranslation();
    const titleOf = ({ titleRu, titleEn }: { titleRu: string; titleEn: string }) => (i18n.language === 'en' ? titleEn : titleRu);
    return (
        <section className={css.group}>
            <h2>{title}</h2>
            <table className={`ledger fold ${css.events}`} role="table">
                <caption className="sr">{title}</caption>
                <thead role="rowgroup">
                    <tr role="row">
                        <th role="columnheader">{t('fields.events.column.kind')}</th>
                        <th role="columnheader">{t('fields.events.column.attributes')}</th>
                    </tr>
                </thead>
                <tbody role="rowgroup">
                    {kinds.map((kind) => (
                        <tr key={kind.key} role="row">
                            <td role="cell">
                                <button type="button" className={css.name} aria-haspopup="dialog" onClick={() => onOpen(kind.key)}>
                                    {titleOf(kind)}
                                </button>{' '}
                                <span className="muted s14">{kind.key}</span>
                            </td>
                            <td role="cell">{kind.attributes.map(titleOf).join(', ')}</td>
                        </tr>
                    ))}
                </tbody>
            </table>
        </section>
    );
}

function Waiting() {
    return (
        <table className={`ledger fold ${css.events}`} role="table" aria-busy="true">
            <tbody role="rowgroup">
                {[180, 140, 200, 160].map((width) => (
                    <tr key={width} role="row" aria-hidden="true">
                        {[width, 220].map((size) => (
                            <td key={size} role="cell">
                                <Bone width={size} height={14} />
                            </td>
                        ))}
                    </tr>
                ))}
            </tbody>
        </table>
    );
}
