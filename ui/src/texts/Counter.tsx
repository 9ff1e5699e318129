import { useTranslation } from 'react-i18next';
import { useFormat } from '@/shared/useFormat';
import type { Cost } from './cost';
import css from './Counter.module.css';

const IN_WORDS = [1, 2, 3, 4, 5, 6] as const;

/** Parts, signs, price a person and in all: what the text costs, counted over the people who will get it. */
export function Counter({ cost, variables, fresh }: { cost: Cost; variables: boolean; fresh: boolean }) {
    const { t } = useTranslation();
    const format = useFormat();
    const { fewest, most, groups, size, capacity, over, recipients, perPerson, total } = cost;
    const inWords = (parts: number) => {
        const known = IN_WORDS.find((one) => one === parts);
        return known ? t(`editor.word.${known}`) : format.number(parts);
    };
    const shares = groups.map(({ parts, people }) => t('editor.counter.share', { people: format.number(people), parts: inWords(parts) })).join(', ');
    const everybody = recipients === null ? t('editor.counter.one') : t('editor.counter.everybody');
    const priced = perPerson !== null && total !== null && recipients !== null;
    return (
        <dl className={css.counter} aria-live="off">
            <div>
                <dt>{most > fewest ? t('editor.counter.between', { count: most, from: fewest }) : t('editor.counter.parts', { count: fewest })}</dt>
                <dd>{groups.length > 1 ? shares : most > fewest ? t('editor.counter.differs') : everybody}</dd>
            </div>
            <div className={over ? css.over : undefined}>
                <dt>
                    {size}/{capacity}
                </dt>
                <dd>{recipients !== null && variables ? t('editor.counter.longest') : variables ? t('editor.counter.byTitles') : t('editor.counter.signs')}</dd>
            </div>
            {priced && (
                <>
                    <div data-stale={!fresh || undefined}>
                        <dt>{format.about(perPerson)}</dt>
                        <dd>{fresh ? t('editor.counter.each') : t('editor.counter.recounting')}</dd>
                    </div>
                    <div data-stale={!fresh || undefined}>
                        <dt>{format.about(total)}</dt>
                        <dd>{t('editor.counter.total', { count: recipients })}</dd>
                    </div>
                </>
            )}
        </dl>
    );
}
