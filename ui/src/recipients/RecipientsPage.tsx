import { Button, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { Trans, useTranslation } from 'react-i18next';
import { can, useSession } from '@/access';
import { RecipientPlaces } from '@/frame';
import { Bone } from '@/shared/Bone';
import { Failure } from '@/shared/Failure';
import { useFormat } from '@/shared/useFormat';
import { useProblemText } from '@/shared/useProblemText';
import { useTitle } from '@/shared/useTitle';
import { Word } from '@/shared/Word';
import { clientsQuery, SAMPLE_ADDRESS } from './api';
import type { Client } from './recipient';
import css from './RecipientsPage.module.css';

const QUIET = 300;
const WAITING = [180, 140, 200, 160, 190, 150, 170, 130];

/** «Получатели»: how many there are, and the way to one of them. The query lives in the address. */
export function RecipientsPage({ query, onQuery }: { query: string; onQuery: (query: string) => void }) {
    const { t } = useTranslation();
    const format = useFormat();
    const problemText = useProblemText();
    const navigate = useNavigate();
    const importer = can(useSession(), 'imports.write');
    const [typed, setTyped] = useState(query);
    const [seen, setSeen] = useState(query);
    if (query !== seen) {
        // The way back changes the address, and the field follows it.
        setSeen(query);
        if (query !== typed.trim()) setTyped(query);
    }
    const settle = useDebouncedCallback(onQuery, QUIET);
    const list = useInfiniteQuery({ ...clientsQuery(query), placeholderData: keepPreviousData });
    useTitle(t('recipients.title'));

    if (list.isLoadingError) return <Failure title={t('recipients.failed')} error={list.error} onRetry={() => void list.refetch()} />;
    const total = list.data?.pages[0]?.total;
    const clients = list.data?.pages.flatMap(({ items }) => items);
    const load = () => void navigate({ to: '/imports' });
    if (total === 0 && query === '') {
        return (
            <>
                <RecipientPlaces />
                <h1>{t('recipients.empty.title')}</h1>
                <p className={css.lead}>{importer ? t('recipients.empty.text') : t('recipients.empty.reader')}</p>
                {importer && (
                    <p className={css.acts}>
                        <Button variant="filled" onClick={load}>
                            {t('recipients.load')}
                        </Button>
                        <a href={SAMPLE_ADDRESS} download>
                            {t('recipients.sample')}
                        </a>
                    </p>
                )}
            </>
        );
    }
    return (
        <>
            <RecipientPlaces />
            <header className={css.bar}>
                <h1>
                    {total === undefined ? (
                        <>
                            <span className="sr">{t('recipients.title')}</span>
                            <Bone width={280} height={36} />
                        </>
                    ) : (
                        <Trans
                            t={t}
                            i18nKey={query === '' ? 'recipients.total' : 'recipients.found'}
                            count={total}
                            values={{ number: format.number(total) }}
                            components={{ n: <span className={css.number} /> }}
                        />
                    )}
                </h1>
                {importer && <Button onClick={load}>{t('recipients.load')}</Button>}
            </header>
            <TextInput
                className={css.search ?? ''}
                type="search"
                aria-label={t('recipients.search')}
                placeholder={t('recipients.search')}
                value={typed}
                onChange={(event) => {
                    setTyped(event.currentTarget.value);
                    settle(event.currentTarget.value.trim());
                }}
            />
            <p className="sr" role="status">
                {total === undefined ? t('loading') : t('recipients.foundAloud', { count: total })}
            </p>
            {clients?.length === 0 ? (
                <p className={css.nobody}>{t('recipients.nobody', { query })}</p>
            ) : (
                <table className={`ledger list fold ${css.list}`} role="table" aria-busy={!clients || list.isPlaceholderData}>
                    <caption className="sr">{t('recipients.title')}</caption>
                    <thead role="rowgroup">
                        <tr role="row">
                            <th role="columnheader">{t('recipients.column.name')}</th>
                            <th role="columnheader">{t('recipients.column.phone')}</th>
                            <th role="columnheader">{t('recipients.column.city')}</th>
                            <th role="columnheader">{t('recipients.column.product')}</th>
                            <th role="columnheader">
                                <span className="sr">{t('recipients.column.state')}</span>
                            </th>
                            <th role="columnheader" className="r">
                                {t('recipients.column.changed')}
                            </th>
                        </tr>
                    </thead>
                    <tbody role="rowgroup">
                        {clients
                            ? clients.map((client) => <Row key={client.id} client={client} />)
                            : WAITING.map((width) => (
                                  <tr key={width} role="row">
                                      {[width, 132, 74, 96, 0, 84].map((bone) => (
                                          <td key={bone} role="cell">
                                              {bone > 0 && <Bone width={bone} height={14} />}
                                          </td>
                                      ))}
                                  </tr>
                              ))}
                    </tbody>
                </table>
            )}
            {list.isFetchNextPageError && (
                <p className={css.refusal} role="alert">
                    {problemText(list.error)}
                </p>
            )}
            {list.hasNextPage && (
                <Button
                    className={css.more ?? ''}
                    aria-disabled={list.isFetchingNextPage}
                    onClick={() => {
                        if (!list.isFetchingNextPage) void list.fetchNextPage();
                    }}
                >
                    {list.isFetchingNextPage ? t('recipients.moreBusy') : t('recipients.more')}
                </Button>
            )}
        </>
    );
}

function Row({ client }: { client: Client }) {
    const { t } = useTranslation();
    const format = useFormat();
    return (
        <tr role="row">
            <td role="cell">
                <Link to="/recipients/$id" params={{ id: client.id }} className={client.name === null ? css.nameless : css.name}>
                    {client.name ?? t('recipients.nameless')}
                </Link>
            </td>
            <td role="cell" className="n muted">
                {client.phone}
            </td>
            <td role="cell">{client.city}</td>
            <td role="cell" className="muted">
                {client.product}
            </td>
            <td role="cell">{client.optedOut && <Word tone="warn">{t('recipients.optedOut')}</Word>}</td>
            <td role="cell" className={`n muted s14 r`}>
                <time dateTime={client.updatedAt}>{format.moment(client.updatedAt)}</time>
            </td>
        </tr>
    );
}
