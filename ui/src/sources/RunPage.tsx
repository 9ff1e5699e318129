import { Button } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '@/shared/api';
import { Bone } from '@/shared/Bone';
import { Failure } from '@/shared/Failure';
import { Refusal } from '@/shared/Form';
import { useFormat } from '@/shared/useFormat';
import { useProblemText } from '@/shared/useProblemText';
import { useTitle } from '@/shared/useTitle';
import { problemsAddress, problemsQuery, type Run, runQuery, type Source, sourceQuery } from './api';
import { Missing, Running, Waiting } from './SourcePage';
import css from './Sources.module.css';
import { StateWord } from './StateWord';
import { Tally } from './Tally';

/** As many bad values of a run as the server keeps one by one. */
const KEPT = 10_000;

/** One reading of a source: what came of it, and each value that could not be used. */
export function RunPage({ id, run: runId }: { id: string; run: string }) {
    const { t } = useTranslation();
    const source = useQuery(sourceQuery(id));
    const run = useQuery(runQuery(id, runId));
    useTitle(source.data?.name ?? t('sources.title'));
    const error = (!source.data && source.error) || (!run.data && run.error);
    if (error instanceof ApiProblem && error.status === 404) return <Missing />;
    if (error) {
        const again = () => {
            void source.refetch();
            void run.refetch();
        };
        return <Failure title={t('sources.run.failed')} error={error} onRetry={again} />;
    }
    return (
        <>
            <Link to="/sources/$id" params={{ id }} className={css.back}>
                {source.data?.name ?? t('sources.title')}
            </Link>
            {source.data && run.data ? <Shown source={source.data} run={run.data} /> : <Waiting />}
        </>
    );
}

function Shown({ source, run }: { source: Source; run: Run }) {
    const { t } = useTranslation();
    const format = useFormat();
    return (
        <>
            <h1>{t(`sources.run.title.${run.mode}`, { at: format.moment(run.startedAt) })}</h1>
            <p className={css.sub}>
                <StateWord run={run} /> {run.startedBy === '' ? t('sources.run.bySchedule') : t('sources.run.by', { name: run.startedBy })}{' '}
                {run.finishedAt !== null && t('sources.run.ended', { at: format.moment(run.finishedAt) })}
            </p>
            {run.problem !== null && (
                <p className={css.trouble}>
                    <b>{run.problem}</b>
                </p>
            )}
            {run.status === 'running' ? (
                <Running source={source} run={run} />
            ) : (
                <div className={css.begin}>
                    <Tally run={run} target={source.target} />
                </div>
            )}
            {run.mode === 'dry' && <p className={css.after}>{t('sources.run.dry')}</p>}
            {run.mode !== 'dry' && run.status === 'stopped' && <p className={css.after}>{t('sources.run.stopped')}</p>}
            {run.bad > 0 ? <Bad source={source} run={run} /> : run.status !== 'running' && <p className={css.after}>{t('sources.run.noBad')}</p>}
        </>
    );
}

function Bad({ source, run }: { source: Source; run: Run }) {
    const { t } = useTranslation();
    const format = useFormat();
    const problemText = useProblemText();
    const problems = useInfiniteQuery(problemsQuery(source.id, run));
    const title = t(source.target === 'event' ? 'sources.run.badRows' : 'sources.run.bad', { count: run.bad });
    const shown = problems.data?.pages.flatMap(({ items }) => items);
    return (
        <section className={css.part} aria-busy={!shown && !problems.isError}>
            <h2>{title}</h2>
            <p className={css.hint}>
                {t('sources.run.badText')} {run.bad > KEPT && `${t('sources.run.kept', { number: format.number(KEPT) })} `}
                <a href={problemsAddress(source.id, run.id)} download>
                    {t('sources.run.download')}
                </a>
            </p>
            {!shown && !problems.isError && (
                <p className="sr" role="status">
                    {t('loading')}
                </p>
            )}
            <table className={`ledger fold ${css.bad}`} role="table">
                <caption className="sr">{title}</caption>
                <thead role="rowgroup">
                    <tr role="row">
                        <th role="columnheader">{t('sources.run.key', { column: source.key })}</th>
                        <th role="columnheader">{t('sources.run.column')}</th>
                        <th role="columnheader">{t('sources.run.reason')}</th>
                    </tr>
                </thead>
                <tbody role="rowgroup">
                    {shown
                        ? shown.map(({ key, column, reason }, index) => (
                              // A row may have several bad values, and many rows the same one.
                              // oxlint-disable-next-line react/no-array-index-key
                              <tr key={index} role="row">
                                  <td role="cell">{key === '' ? <span className="muted">{t('sources.run.hidden')}</span> : key}</td>
                                  <td role="cell">{column}</td>
                                  <td role="cell">{reason}</td>
                              </tr>
                          ))
                        : !problems.isError &&
                          [90, 70, 110].map((width) => (
                              <tr key={width} role="row" aria-hidden="true">
                                  {[width, 121, 280].map((size) => (
                                      <td key={size} role="cell">
                                          <Bone width={size} height={14} />
                                      </td>
                                  ))}
                              </tr>
                          ))}
                </tbody>
            </table>
            <Refusal>{problems.isError && problemText(problems.error)}</Refusal>
            {problems.hasNextPage && (
                <Button
                    className={css.more ?? ''}
                    aria-disabled={problems.isFetchingNextPage}
                    onClick={() => {
                        if (!problems.isFetchingNextPage) void problems.fetchNextPage();
                    }}
                >
                    {t(problems.isFetchingNextPage ? 'sources.moreBusy' : 'sources.more')}
                </Button>
            )}
        </section>
    );
}
