import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useSession } from '@/access';
import { Bone } from '@/shared/Bone';
import { Failure } from '@/shared/Failure';
import { useFormat } from '@/shared/useFormat';
import { useTitle } from '@/shared/useTitle';
import { kindsQuery, type Source, sourcesQuery } from './api';
import css from './Sources.module.css';
import { StateWord } from './StateWord';
import { useNext, useSchedule } from './useSchedule';

/** «Источники данных»: where clients and their events come from, whether it works, and what is wrong where it does not. */
export function SourcesPage() {
    const { t } = useTranslation();
    const navigate = useNavigate();
    const practice = useSession()?.practice ?? false;
    const query = useQuery(sourcesQuery);
    const kinds = useQuery(kindsQuery);
    useTitle(t('sources.title'));
    const sources = query.data;
    if (!sources && query.isError) return <Failure title={t('sources.failed')} error={query.error} onRetry={() => void query.refetch()} />;
    const add = practice ? null : (
        <Button variant="filled" onClick={() => void navigate({ to: '/sources/new' })}>
            {t('sources.add')}
        </Button>
    );
    if (sources?.length === 0) {
        return (
            <>
                <h1>{t('sources.empty.title')}</h1>
                <p className={css.sub}>{t('sources.empty.text')}</p>
                <ol className={css.how}>
                    <li>{t('sources.empty.connect')}</li>
                    <li>{t('sources.empty.choose')}</li>
                    <li>{t('sources.empty.try')}</li>
                </ol>
                <p className={css.sub}>
                    {t('sources.empty.server')}{' '}
                    <Link to="/help/$topic" params={{ topic: 'sources' }}>
                        {t('sources.help')}
                    </Link>
                </p>
                {practice ? <p className={css.sub}>{t('sources.practice')}</p> : <p className={css.begin}>{add}</p>}
            </>
        );
    }
    const broken = sources?.filter(({ lastRun }) => lastRun?.status === 'failed').length ?? 0;
    return (
        <>
            <header className={css.bar}>
                <div>
                    <h1>{!sources ? t('sources.title') : broken > 0 ? t('sources.heading.broken', { count: broken, all: sources.length }) : t('sources.heading.well', { count: sources.length })}</h1>
                    <p className={css.sub}>{practice ? t('sources.practice') : t('sources.text')}</p>
                </div>
                {add}
            </header>
            {!sources && (
                <p className="sr" role="status">
                    {t('loading')}
                </p>
            )}
            <table className={`ledger fold ${css.list}`} role="table" aria-busy={!sources}>
                <caption className="sr">{t('sources.title')}</caption>
                <thead role="rowgroup">
                    <tr role="row">
                        <th role="columnheader">{t('sources.column.name')}</th>
                        <th role="columnheader">{t('sources.column.state')}</th>
                        <th role="columnheader">{t('sources.column.last')}</th>
                        <th role="columnheader">{t('sources.column.next')}</th>
                        <th role="columnheader">{t('sources.column.schedule')}</th>
                    </tr>
                </thead>
                <tbody role="rowgroup">
                    {sources
                        ? sources.map((source) => <Row key={source.id} source={source} kind={kinds.data?.find(({ kind }) => kind === source.kind)?.title ?? source.kind} practice={practice} />)
                        : [180, 140, 210].map((width) => (
                              <tr key={width} role="row" aria-hidden="true">
                                  {[width, 84, 120, 60, 190].map((size) => (
                                      <td key={size} role="cell">
                                          <Bone width={size} height={14} />
                                      </td>
                                  ))}
                              </tr>
                          ))}
                </tbody>
            </table>
        </>
    );
}

function Row({ source, kind, practice }: { source: Source; kind: string; practice: boolean }) {
    const { t } = useTranslation();
    const format = useFormat();
    const next = useNext()(source);
    const schedule = useSchedule();
    const { id, name, lastRun, target } = source;
    const wrong = lastRun !== null && (lastRun.problem !== null || lastRun.bad > 0);
    return (
        <>
            <tr role="row" data-open={wrong || undefined}>
                <td role="cell">
                    <Link to="/sources/$id" params={{ id }} className={css.name}>
                        {name}
                    </Link>{' '}
                    <span className="muted s14">
                        {kind}
                        {target === 'event' && `, ${t('sources.events')}`}
                    </span>
                </td>
                <td role="cell">
                    <StateWord run={lastRun} />
                </td>
                <td role="cell" className="n" data-column={lastRun === null ? undefined : t('sources.column.last')}>
                    {lastRun === null ? <span className="muted">{t('sources.never')}</span> : <time dateTime={lastRun.startedAt}>{format.moment(lastRun.startedAt)}</time>}
                </td>
                <td role="cell" className="n" data-column={t('sources.column.next')}>
                    {next ?? <span className="muted">{t('sources.none')}</span>}
                </td>
                <td role="cell" className="muted s14">
                    {schedule(source)}
                </td>
            </tr>
            {wrong && (
                <tr role="row" className={css.detail}>
                    <td role="cell" colSpan={5}>
                        {lastRun.problem !== null && (
                            <p>
                                <b>{lastRun.problem}</b>{' '}
                                {!practice && (
                                    <Link to="/sources/$id/edit" params={{ id }} className="act s14">
                                        {t('sources.mend')}
                                    </Link>
                                )}
                            </p>
                        )}
                        {lastRun.bad > 0 && (
                            <p>
                                {t(target === 'event' ? 'sources.badRows' : 'sources.bad', { count: lastRun.bad })}{' '}
                                <Link to="/sources/$id/runs/$run" params={{ id, run: lastRun.id }} className="act s14">
                                    {t('sources.seeBad')}
                                </Link>
                            </p>
                        )}
                    </td>
                </tr>
            )}
        </>
    );
}
