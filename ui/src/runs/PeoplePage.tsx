import { Button } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, useParams, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Attempts } from '@/shared/Attempts';
import { Bone } from '@/shared/Bone';
import { Failure } from '@/shared/Failure';
import type { PersonState } from '@/shared/personState';
import { useFormat } from '@/shared/useFormat';
import { useProblemText } from '@/shared/useProblemText';
import { useTitle } from '@/shared/useTitle';
import { csvAddress, peopleQuery, type RunPerson, runQuery } from './api';
import css from './PeoplePage.module.css';
import type { RunProgress } from './progress';

/** The people of a run by what became of them, with the reason in words, and the same as a file. */
export function PeoplePage() {
    const { t } = useTranslation();
    const problemText = useProblemText();
    const { id = '' } = useParams({ strict: false });
    const { state = null } = useSearch({ strict: false }) as { state?: PersonState };
    const run = useQuery(runQuery(id)).data;
    const people = useInfiniteQuery(peopleQuery(id, state));
    const heading = state === null ? t('run.people.all') : t(`run.people.title.${state}`);
    useTitle(heading);
    const items = people.data?.pages.flatMap((page) => page.items);
    return (
        <>
            <p className={css.crumb}>
                <Link to="/runs/$id" params={{ id }} activeOptions={{ exact: true }}>
                    {run?.campaignName ?? t('run.title')}
                </Link>
            </p>
            <header className={css.bar}>
                <h1>{heading}</h1>
                <a className="act" href={csvAddress(id, state)} download>
                    {t('run.people.csv')}
                </a>
            </header>
            <States run={run ?? null} id={id} state={state} />
            {people.isLoadingError ? (
                <Failure title={t('run.people.failed')} error={people.error} onRetry={() => void people.refetch()} />
            ) : items?.length === 0 ? (
                <p className={css.none}>{t('run.people.none')}</p>
            ) : (
                <Table items={items} />
            )}
            <p role="alert" className={css.refusal}>
                {people.isFetchNextPageError && problemText(people.error)}
            </p>
            {people.hasNextPage && (
                <Button
                    aria-disabled={people.isFetchingNextPage}
                    onClick={() => {
                        if (!people.isFetchingNextPage) void people.fetchNextPage();
                    }}
                >
                    {t('run.people.more')}
                </Button>
            )}
        </>
    );
}

/** Each state with how many are in it; empty ones are left out, unless one stands there. */
function States({ run, id, state }: { run: RunProgress | null; id: string; state: PersonState | null }) {
    const { t } = useTranslation();
    const format = useFormat();
    const counts: [PersonState | null, number | null][] = [
        [null, run && run.messages + run.suppressed],
        ['delivered', run && run.delivered],
        ['pending', run && run.pending],
        ['queued', run && run.queued],
        ['failed', run && run.failed],
        ['uncertain', run && run.uncertain],
        ['suppressed', run && run.suppressed],
        ['cancelled', run && run.cancelled],
    ];
    return (
        <nav className={`tabs ${css.states}`} aria-label={t('run.people.states')}>
            {counts
                .filter(([one, count]) => one === null || one === state || (count ?? 0) > 0)
                .map(([one, count]) => (
                    <Link
                        key={one}
                        to="/runs/$id/people"
                        params={{ id }}
                        search={one === null ? {} : { state: one }}
                        activeOptions={{ exact: true }}
                        aria-current={one === state ? 'page' : undefined}
                    >
                        {one === null ? t('run.people.everyone') : t(`run.people.state.${one}`)}{' '}
                        {count !== null && <span className="n">{format.number(count)}</span>}
                    </Link>
                ))}
        </nav>
    );
}

function Table({ items }: { items: RunPerson[] | undefined }) {
    const { t } = useTranslation();
    return (
        <table className={`ledger list fold ${css.people}`} role="table" aria-busy={!items}>
            <caption className="sr">{t('run.people.states')}</caption>
            <thead role="rowgroup">
                <tr role="row">
                    <th role="columnheader">{t('run.people.name')}</th>
                    <th role="columnheader">{t('run.people.phone')}</th>
                    <th role="columnheader">{t('run.people.what')}</th>
                    <th role="columnheader">{t('run.people.operator')}</th>
                    <th role="columnheader" className="r">
                        {t('run.people.parts')}
                    </th>
                    <th role="columnheader" className="r">
                        {t('run.people.when')}
                    </th>
                </tr>
            </thead>
            <tbody role="rowgroup">
                {items
                    ? items.map((one, index) => <Row key={one.person?.id ?? `gone ${index}`} one={one} />)
                    : [140, 120, 156, 132, 148, 126].map((width) => (
                          <tr key={width} role="row" aria-hidden="true">
                              {[width, 104, 180, 80, 12, 44].map((size) => (
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

function Row({ one }: { one: RunPerson }) {
    const { t } = useTranslation();
    const format = useFormat();
    const { person } = one;
    return (
        <tr role="row">
            <td role="cell">
                {person === null ? (
                    <span className="muted">{t('run.people.erased')}</span>
                ) : person.name === null ? (
                    <span className="muted">{t('run.people.nameless')}</span>
                ) : (
                    <span className={css.name}>{person.name}</span>
                )}
            </td>
            <td role="cell" className="n muted">
                {person?.phone}
            </td>
            <td role="cell">
                {one.reason ? `${t(`run.people.state.${one.state}`)}: ${one.reason.text}` : t(`run.people.state.${one.state}`)}{' '}
                {one.messageId !== null && one.state !== 'queued' && <Attempts message={one.messageId} />}
            </td>
            <td role="cell">{one.connection}</td>
            <td role="cell" className="r n">
                {one.parts > 0 ? format.number(one.parts) : ''}
            </td>
            <td role="cell" className="r n muted">
                {one.at && <time dateTime={one.at}>{format.moment(one.at)}</time>}
            </td>
        </tr>
    );
}
