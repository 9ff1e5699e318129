import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { can, useSession } from '@/access';
import { addressOf } from '@/shared/api';
import { Refusal } from '@/shared/Form';
import { useFormat } from '@/shared/useFormat';
import { useProblemText } from '@/shared/useProblemText';
import { type Run, runsQuery, type Selection } from './api';
import css from './Selections.module.css';
import { StateWord } from './StateWord';

const COUNTS = ['read', 'people', 'created', 'unknown', 'repeated', 'bad'] as const;

/** What ran when, by whom, and what came of it. */
export function History({ selection }: { selection: Selection }) {
    const { t } = useTranslation();
    const problemText = useProblemText();
    const { id, lastRun } = selection;
    const runs = useInfiniteQuery(runsQuery(id, lastRun));
    if (lastRun === null) return null;
    // The newest moves on by the second, and the page asks for it by itself.
    const shown = runs.data?.pages.flatMap(({ items }) => items).map((run) => (run.id === lastRun.id ? lastRun : run)) ?? [lastRun];
    return (
        <section className={css.part}>
            <h2>{t('selections.history.title')}</h2>
            <table className={`ledger fold ${css.history}`} role="table">
                <caption className="sr">{t('selections.history.title')}</caption>
                <thead role="rowgroup">
                    <tr role="row">
                        <th role="columnheader">{t('selections.history.when')}</th>
                        <th role="columnheader">{t('selections.history.state')}</th>
                        {COUNTS.map((key) => (
                            <th key={key} role="columnheader" className="r">
                                {t(`selections.history.${key}`)}
                            </th>
                        ))}
                    </tr>
                </thead>
                <tbody role="rowgroup">
                    {shown.map((run) => (
                        <Row key={run.id} id={id} run={run} />
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
                    {t('selections.history.more')}
                </Button>
            )}
        </section>
    );
}

function Row({ id, run }: { id: string; run: Run }) {
    const { t } = useTranslation();
    const format = useFormat();
    const administers = can(useSession(), 'administer');
    const said = Object.entries(run.parameters).map(([name, value]) => `${name} = ${value}`);
    return (
        <tr role="row">
            <td role="cell">
                <time dateTime={run.startedAt}>{format.moment(run.startedAt)}</time>{' '}
                <span className="muted s14">{[run.startedBy === '' ? t('selections.history.bySchedule') : run.startedBy, ...said].join(', ')}</span>
                {run.problem !== null && <span className={css.why}>{run.problem}</span>}
            </td>
            <td role="cell">
                <StateWord run={run} />
            </td>
            {COUNTS.map((key) => (
                <td key={key} role="cell" className="r n" data-column={t(`selections.history.${key}`)}>
                    {key === 'bad' && run.bad > 0 && administers ? (
                        <a href={addressOf('GET /selections/:id/runs/:run/problems.csv', { id, run: run.id })} download aria-label={t('selections.history.badNamed', { count: run.bad })}>
                            {format.number(run.bad)}
                        </a>
                    ) : (
                        format.number(run[key])
                    )}
                </td>
            ))}
        </tr>
    );
}
