import { useTranslation } from 'react-i18next';
import { useFormat } from '@/shared/useFormat';
import type { Run, Source } from './api';
import css from './Sources.module.css';

const ALWAYS = ['read', 'created', 'changed', 'unchanged'] as const;
const SOMETIMES = ['removed', 'kept', 'bad'] as const;

/** What a run did; what a dry run would have done. */
export function Tally({ run, target }: { run: Run; target: Source['target'] }) {
    const { t } = useTranslation();
    const format = useFormat();
    const would = run.mode === 'dry';
    const said = (key: (typeof ALWAYS | typeof SOMETIMES)[number]) => {
        if (would && key !== 'read' && key !== 'bad') return t(`sources.would.${key}`);
        const isOther = key === 'created' || key === 'changed' || key === 'bad';
        return target === 'event' && isOther ? t(`sources.didEvents.${key}`, { count: run[key] }) : t(`sources.did.${key}`, { count: run[key] });
    };
    const shown = [...ALWAYS, ...SOMETIMES.filter((key) => run[key] > 0)];
    return (
        <dl className={css.tally} aria-label={t(would ? 'sources.tally.would' : 'sources.tally.title')}>
            {shown.map((key) => (
                <div key={key} className={css.figure} data-bad={key === 'bad' || undefined}>
                    <dt>{said(key)}</dt>
                    <dd>{format.number(run[key])}</dd>
                </div>
            ))}
        </dl>
    );
}
