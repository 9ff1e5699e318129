import { useTranslation } from 'react-i18next';
import { useFormat } from '@/shared/useFormat';
import type { Run } from './api';
import css from './Sources.module.css';

const ALWAYS = ['read', 'created', 'changed', 'unchanged'] as const;
const SOMETIMES = ['removed', 'kept', 'bad'] as const;

/** What a run did; what a dry run would have done. */
export function Tally({ run }: { run: Run }) {
    const { t } = useTranslation();
    const format = useFormat();
    const would = run.mode === 'dry';
    const shown = [...ALWAYS, ...SOMETIMES.filter((key) => run[key] > 0)];
    return (
        <dl className={css.tally} aria-label={t(would ? 'sources.tally.would' : 'sources.tally.title')}>
            {shown.map((key) => (
                <div key={key} className={css.figure} data-bad={key === 'bad' || undefined}>
                    <dt>{would && key !== 'read' && key !== 'bad' ? t(`sources.would.${key}`) : t(`sources.did.${key}`, { count: run[key] })}</dt>
                    <dd>{format.number(run[key])}</dd>
                </div>
            ))}
        </dl>
    );
}
