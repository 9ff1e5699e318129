import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Bone } from '@/shared/Bone';
import { Refusal } from '@/shared/Form';
import { useFormat } from '@/shared/useFormat';
import { useProblemText } from '@/shared/useProblemText';
import { type Run, runsQuery, type Source } from './api';
import css from './Sources.module.css';
import { StateWord } from './StateWord';

const COUNTS = ['read', 'created', 'changed', 'removed', 'bad'] as const;

/** What was read when, by whom, and what came of it. */
export function History({ source }: { source: Source }) {
    const { t } = useTranslation();
    const problemText = useProblemText();
    const runs = useInfiniteQuery(runsQuery(source.id, source.lastRun));
    if (source.lastRun === null) return null;
    // The newest moves on by the second, and the page asks for it by itself.
    const shown = runs.data?.pages.flatMap(({ items }) => items).map((run) => (run.id === source.lastRun?.id ? source.lastRun : run));
    return (
        <section className={css.part} aria-busy={!shown && !runs.isError}>
            <h2>{t('sources.history.title')}</h2>
            {!shown && !runs.isError && (
                <p className="sr" role="status">
                    {t('loading')}
                </p>
            )}
            <table className={`ledger fold ${css.history}`} role="table">
                <caption className="sr">{t('sources.history.title')}</caption>
                <thead role="rowgroup">
                    <tr role="row">
                        <th role="columnheader">{t('sources.history.when')}</th>
                        <th role="columnheader">{t('sources.history.state')}</th>
                        {COUNTS.map((key) => (
                            <th key={key} role="columnheader" className="r">
                                {t(`sources.history.${key}`)}
                            </th>
                        ))}
                    </tr>
                </thead>
                <tbody role="rowgroup">
                    {shown
                        ? shown.map((run) => <Row key={run.id} source={source.id} run={run} />)
                        : !runs.isError &&
                          [150, 180, 132].map((width) => (
                              <tr key={width} role="row" aria-hidden="true">
                                  {[width, 76, 50, 49, 48, 47, 46].map((size) => (
                                      <td key={size} role="cell">
                                          <Bone width={size} height={14} />
                                      </td>
                                  ))}
                              </tr>
                          ))}
                </tbody>
            </table>
            <Refusal>{runs.isError && problemText(runs.error)}</Refusal>
            {runs.hasNextPage && (
                <Button
                    className={css.more ?? ''}
                    aria-disabled={runs.isFetchingNextPage}
                    onClick={() => {
                        if (!runs.isFetchingNextPage) void runs.fetchNextPage();
                    }}
                >
                    {t(runs.isFetchingNextPage ? 'sources.moreBusy' : 'sources.more')}
                </Button>
            )}
        </section>
    );
}

function Row({ source, run }: { source: string; run: Run }) {
    const { t } = useTranslation();
    const format = useFormat();
    return (
        <tr role="row">
            <td role="cell">
                <Link to="/sources/$id/runs/$run" params={{ id: source, run: run.id }} className={css.name}>
                    <time dateTime={run.startedAt}>{format.moment(run.startedAt)}</time>
                </Link>{' '}
                <span className="muted s14">
                    {t(`sources.mode.${run.mode}`)}, {run.startedBy === '' ? t('sources.bySchedule') : run.startedBy}
                </span>
                {run.problem !== null && <span className={css.why}>{run.problem}</span>}
            </td>
            <td role="cell">
                <StateWord run={run} />
            </td>
            {COUNTS.map((key) => (
                <td key={key} role="cell" className="r n" data-column={t(`sources.history.${key}`)} data-none={run[key] === 0 || undefined}>
                    {key === 'bad' && run.bad > 0 ? (
                        <Link to="/sources/$id/runs/$run" params={{ id: source, run: run.id }} className={css.badLink}>
                            {format.number(run.bad)}
                        </Link>
                    ) : (
                        format.number(run[key])
                    )}
                </td>
            ))}
        </tr>
    );
}
