import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/shared/useFormat';
import { useProblemText } from '@/shared/useProblemText';
import { type Failed, failuresQuery } from './api';
import { Beside } from './Beside';
import type { RunProgress } from './progress';
import css from './RunPage.module.css';
import { useRepeat } from './useRepeat';

const SHOWN = 4;

/** The same reason from several operators is one reason to a reader. */
export function byText(failures: readonly Failed[]): { text: string; count: number }[] {
    const counts = new Map<string, number>();
    for (const { text, count } of failures) counts.set(text, (counts.get(text) ?? 0) + count);
    return [...counts].map(([text, count]) => ({ text, count })).toSorted((one, other) => other.count - one.count);
}

/** What did not arrive, why, and the way to send it again. */
export function Failures({ run, writes }: { run: RunProgress; writes: boolean }) {
    const { t } = useTranslation();
    const format = useFormat();
    const problemText = useProblemText();
    const failures = useQuery({ ...failuresQuery(run), enabled: run.failed > 0 });
    const again = useRepeat(run.id, 'check');
    // To numbers out of service it would fail again: the server leaves them out.
    const gone = (failures.data?.items ?? []).reduce((sum, { count, forGood }) => sum + (forGood ? count : 0), 0);
    const reachable = Math.max(0, run.failed - gone);
    if (run.failed === 0) {
        return (
            <section>
                <h2>{t('run.failures.none')}</h2>
                <p className="muted">{t('run.failures.noneText')}</p>
            </section>
        );
    }
    return (
        <section aria-labelledby="failures">
            <h2 id="failures">{t('run.failures.title', { count: run.failed })}</h2>
            {failures.isLoadingError && <Beside error={failures.error} onRetry={() => void failures.refetch()} />}
            {failures.data && (
                <ul className={css.why}>
                    {byText(failures.data.items)
                        .slice(0, SHOWN)
                        .map(({ text, count }) => (
                            <li key={text}>
                                <span>{text}</span> <b className="n">{format.number(count)}</b>
                            </li>
                        ))}
                </ul>
            )}
            {writes && gone > 0 && <p className="muted s14">{t('run.failures.gone', { count: gone })}</p>}
            <p className={css.links}>
                {writes && !failures.isPending && reachable > 0 && (
                    <button
                        type="button"
                        className="act"
                        aria-disabled={again.isPending}
                        onClick={() => {
                            if (!again.isPending) again.mutate(['failed']);
                        }}
                    >
                        {t('run.failures.again', { count: reachable })}
                    </button>
                )}
                <Link to="/runs/$id/people" params={{ id: run.id }} search={{ state: 'failed' }} className="act">
                    {t('run.failures.list')}
                </Link>
            </p>
            <p role="alert" className={css.beside}>
                {again.isError && problemText(again.error)}
            </p>
        </section>
    );
}
